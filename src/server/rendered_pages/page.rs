use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use leptos::nonce::Nonce;

/// A whole page without its nonce.
pub struct RenderedPage {
    headers: HeaderMap,
    /// The parts of the policy between which the nonce stands.
    policy: Vec<Box<str>>,
    /// The same of the page.
    html: Vec<Box<str>>,
}

/// Start of the nonce in a page's content security policy.
const NONCE: &str = "'nonce-";

/// Whether a response is a page that may be repeated: it has succeeded, and sets nothing in the browser.
pub fn is_repeatable(status: StatusCode, headers: &HeaderMap) -> bool {
    status == StatusCode::OK && !headers.contains_key(header::SET_COOKIE)
}

impl RenderedPage {
    /// The page of these headers and this content. `None` when it is no text or its policy has no nonce.
    pub fn new(mut headers: HeaderMap, html: &[u8]) -> Option<Self> {
        let policy = headers.remove(header::CONTENT_SECURITY_POLICY)?;
        let policy = policy.to_str().ok()?;
        let (_, from_nonce) = policy.split_once(NONCE)?;
        let (nonce, _) = from_nonce.split_once('\'')?;
        let html = std::str::from_utf8(html).ok()?;
        Some(Self {
            policy: split(policy, nonce),
            html: split(html, nonce),
            headers,
        })
    }

    /// The page with a new nonce.
    pub fn response(&self) -> Response {
        let nonce = Nonce::new();
        let mut response = Response::new(Body::from(self.html.join(&*nonce)));
        let headers = response.headers_mut();
        headers.clone_from(&self.headers);
        if let Ok(policy) = HeaderValue::try_from(self.policy.join(&*nonce)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    /// Its size in bytes.
    pub fn size(&self) -> u32 {
        let bytes = self.html.iter().map(|part| part.len()).sum::<usize>();
        u32::try_from(bytes).unwrap_or(u32::MAX)
    }
}

fn split(text: &str, nonce: &str) -> Vec<Box<str>> {
    text.split(nonce).map(Box::from).collect()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    fn headers(policy: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        );
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        headers
    }

    #[tokio::test]
    async fn each_response_has_a_nonce_of_its_own_wherever_the_page_had_one() {
        let html = "<link nonce=\"abc\"><script nonce=\"abc\">1</script>";
        let page = RenderedPage::new(headers("script-src 'nonce-abc' 'x'"), html.as_bytes());
        let page = page.unwrap();
        let mut seen = Vec::new();
        for _ in 0..2 {
            let response = page.response();
            assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html");
            let policy = &response.headers()[header::CONTENT_SECURITY_POLICY];
            let policy = policy.to_str().unwrap().to_owned();
            let nonce = policy.strip_prefix("script-src 'nonce-").unwrap();
            let nonce = nonce.strip_suffix("' 'x'").unwrap().to_owned();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, html.replace("abc", &nonce));
            seen.push(nonce);
        }
        assert_ne!(seen[0], seen[1]);
    }

    #[test]
    fn a_page_without_a_nonce_is_not_kept() {
        assert!(RenderedPage::new(headers("default-src 'none'"), b"<p>").is_none());
        assert!(RenderedPage::new(HeaderMap::new(), b"<p>").is_none());
    }
}
