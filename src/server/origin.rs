use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderValue, header};
use url::{Position, Url};

/// Public origin of the dashboard.
#[derive(Debug, Clone)]
pub enum PublicOrigin {
    /// The configured `PUBLIC_URL`, independent of the request.
    Fixed(Url),
    /// Not configured: the listening address, or the name of this machine that the browser used.
    Local(Url),
}

impl PublicOrigin {
    /// The origin of a dashboard that listens on `addr` without a `PUBLIC_URL`.
    pub fn local(addr: SocketAddr) -> Self {
        let host = if addr.ip().is_unspecified() {
            format!("127.0.0.1:{}", addr.port())
        } else {
            addr.to_string()
        };
        Self::Local(Url::parse(&format!("http://{host}")).expect("a socket address makes a URL"))
    }

    /// URL of `path`, as seen by the browser that sent these headers. Without a `PUBLIC_URL`, only a `Host` that names
    /// this machine itself is used, as any other could be forged.
    pub fn url(&self, path: &str, headers: &HeaderMap) -> String {
        let origin = match self {
            Self::Fixed(url) => url.clone(),
            Self::Local(url) => {
                let host = headers
                    .get(header::HOST)
                    .and_then(|host| host.to_str().ok());
                host.and_then(local_name).unwrap_or_else(|| url.clone())
            }
        };
        format!("{}{path}", origin.as_str().trim_end_matches('/'))
    }

    /// Whether this is the dashboard's origin, for the browser that sent these headers. Without a `PUBLIC_URL`, it is
    /// compared with the requested host, which a page cannot make a browser forge.
    pub fn is_own(&self, origin: &str, headers: &HeaderMap) -> bool {
        match self {
            Self::Fixed(url) => url.origin().ascii_serialization() == origin,
            Self::Local(_) => {
                let host = origin
                    .strip_prefix("http://")
                    .or_else(|| origin.strip_prefix("https://"));
                let asked = headers.get(header::HOST).map(HeaderValue::as_bytes);
                host.is_some_and(|host| asked == Some(host.as_bytes()))
            }
        }
    }

    /// Whether `authority` (a host with an optional port) is the dashboard's.
    pub fn is_own_host(&self, authority: &str) -> bool {
        let (Self::Fixed(url) | Self::Local(url)) = self;
        let own = &url[Position::BeforeHost..Position::AfterPort];
        let is_local = || local_name(authority).is_some() && matches!(self, Self::Local(_));
        authority.eq_ignore_ascii_case(own) || is_local()
    }

    /// Whether browsers use HTTPS.
    pub fn is_secure(&self) -> bool {
        matches!(self, Self::Fixed(url) if url.scheme() == "https")
    }
}

/// The origin for this host, if it names this machine itself.
fn local_name(host: &str) -> Option<Url> {
    let url = Url::parse(&format!("http://{host}")).ok()?;
    matches!(url.host_str()?, "localhost" | "127.0.0.1" | "[::1]").then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_as(host: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::HOST, host.parse().unwrap())])
    }

    #[test]
    fn a_newcomer_may_use_any_name_of_their_own_machine() {
        let origin = PublicOrigin::local("127.0.0.1:3000".parse().unwrap());
        assert_eq!(
            origin.url("/x", &asked_as("localhost:3000")),
            "http://localhost:3000/x"
        );
        assert_eq!(
            origin.url("/x", &asked_as("127.0.0.1:3000")),
            "http://127.0.0.1:3000/x"
        );
    }

    #[test]
    fn a_foreign_host_header_is_not_believed() {
        let origin = PublicOrigin::local("0.0.0.0:3000".parse().unwrap());
        assert_eq!(
            origin.url("/x", &asked_as("evil.example")),
            "http://127.0.0.1:3000/x"
        );
        let fixed = PublicOrigin::Fixed(Url::parse("https://school.example").unwrap());
        assert_eq!(
            fixed.url("/x", &asked_as("localhost")),
            "https://school.example/x"
        );
        assert!(fixed.is_secure());
    }
}
