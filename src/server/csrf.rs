//! CSRF protection: a state-changing request must come from a page of this site, according to `Sec-Fetch-Site`,
//! `Origin` or `Referer`.

use axum::{
    http::{HeaderMap, HeaderName, Method, Request, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use url::Url;

use super::{cookie::TokenCookie, origin::PublicOrigin};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The site that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestSite {
    /// A page of this site, or a URL that the user typed.
    SameOrigin,
    /// A page of another site.
    CrossSite,
    /// Not sent: by programs other than browsers, and by browsers that follow a link over plain HTTP.
    Unknown,
}

impl RequestSite {
    /// Determines the site from `Sec-Fetch-Site`, which browsers send over HTTPS and to localhost, or else from
    /// `Origin`, which they send with every form.
    pub fn of(headers: &HeaderMap, origin: &PublicOrigin) -> Self {
        match value(headers, &SEC_FETCH_SITE) {
            Some("same-origin" | "none") => Self::SameOrigin,
            Some(_) => Self::CrossSite,
            None => match value(headers, &header::ORIGIN) {
                Some(page) if origin.is_own(page, headers) => Self::SameOrigin,
                Some(_) => Self::CrossSite,
                None => Self::Unknown,
            },
        }
    }

    /// Determines the site of a followed link. Over plain HTTP only `Referer` tells: this site's pages send it, and a
    /// page of another site can only suppress it.
    pub fn of_link(headers: &HeaderMap, origin: &PublicOrigin) -> Self {
        match (Self::of(headers, origin), value(headers, &header::REFERER)) {
            (Self::Unknown, Some(page)) => {
                let page = Url::parse(page).map(|page| page.origin().ascii_serialization());
                match page {
                    Ok(page) if origin.is_own(&page, headers) => Self::SameOrigin,
                    _ => Self::CrossSite,
                }
            }
            (site, _) => site,
        }
    }
}

/// Rejects state-changing requests that are cross-site, or of an unknown site and with a [`TokenCookie`].
///
/// # Errors
/// Returns a 403 response.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
pub fn check<B>(origin: &PublicOrigin, request: &Request<B>) -> Result<(), Response> {
    // TRACE is safe too, but no browser sends it.
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return Ok(());
    }
    let headers = request.headers();
    let refused = match RequestSite::of(headers, origin) {
        RequestSite::SameOrigin => return Ok(()),
        RequestSite::Unknown if !has_token(headers, origin.is_secure()) => return Ok(()),
        RequestSite::Unknown => "This request does not say which page it comes from.\n",
        RequestSite::CrossSite => {
            "This request comes from a page of another site. If that page is the dashboard itself, PUBLIC_URL is not its \
             address.\n"
        }
    };
    Err((StatusCode::FORBIDDEN, refused).into_response())
}

fn has_token(headers: &HeaderMap, secure: bool) -> bool {
    TokenCookie::ALL
        .iter()
        .any(|cookie| cookie.read(headers, secure).is_some())
}

/// The header's value; `None` when it is missing or empty. A repeated or non-text header gives a value that matches
/// nothing.
fn value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter().filter(|it| !it.is_empty());
    let first = values.next()?;
    match values.next() {
        None => Some(first.to_str().unwrap_or_default()),
        Some(_) => Some(""),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    fn school() -> PublicOrigin {
        PublicOrigin::Fixed(Url::parse("https://school.example").unwrap())
    }

    fn is(lines: &[(&'static str, &'static str)], expected: RequestSite) {
        let found = RequestSite::of(&headers(lines), &school());
        assert_eq!(found, expected, "{lines:?}");
    }

    fn link_is(lines: &[(&'static str, &'static str)], expected: RequestSite) {
        let found = RequestSite::of_link(&headers(lines), &school());
        assert_eq!(found, expected, "{lines:?}");
    }

    #[test]
    fn sec_fetch_site_says_whose_page_it_is() {
        is(
            &[("sec-fetch-site", "same-origin")],
            RequestSite::SameOrigin,
        );
        is(&[("sec-fetch-site", "none")], RequestSite::SameOrigin);
        let own = ("origin", "https://school.example");
        is(
            &[("sec-fetch-site", "cross-site"), own],
            RequestSite::CrossSite,
        );
        is(
            &[("sec-fetch-site", "same-site"), own],
            RequestSite::CrossSite,
        );
        let (same, cross) = (
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site"),
        );
        is(&[same, cross], RequestSite::CrossSite);
    }

    #[test]
    fn an_origin_is_held_against_the_public_url() {
        let own = ("origin", "https://school.example");
        is(&[own], RequestSite::SameOrigin);
        is(&[("host", "10.0.0.7"), own], RequestSite::SameOrigin);
        for foreign in [
            "http://school.example",
            "https://school.example:8443",
            "https://school.example.evil.example",
            "null",
        ] {
            is(&[("origin", foreign)], RequestSite::CrossSite);
        }
        let evil = ("origin", "https://evil.example");
        is(&[("host", "evil.example"), evil], RequestSite::CrossSite);
        is(&[own, evil], RequestSite::CrossSite);
    }

    #[test]
    fn what_is_empty_or_missing_says_nothing() {
        is(&[], RequestSite::Unknown);
        is(&[("origin", "")], RequestSite::Unknown);
        is(
            &[("sec-fetch-site", ""), ("origin", "")],
            RequestSite::Unknown,
        );
        let page = ("referer", "https://school.example/account");
        is(&[page], RequestSite::Unknown);
    }

    #[test]
    fn a_link_is_ours_by_the_page_it_stands_on() {
        let own = ("referer", "https://school.example/account?a=b");
        link_is(&[own], RequestSite::SameOrigin);
        link_is(
            &[("sec-fetch-site", "cross-site"), own],
            RequestSite::CrossSite,
        );
        link_is(&[("origin", "null"), own], RequestSite::CrossSite);
        for foreign in [
            "https://evil.example/https://school.example/",
            "school.example",
        ] {
            link_is(&[("referer", foreign)], RequestSite::CrossSite);
        }
        link_is(&[("referer", "")], RequestSite::Unknown);
        link_is(&[], RequestSite::Unknown);
    }
}
