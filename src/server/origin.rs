use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderValue, header};
use url::{Position, Url};

/// Where browsers find this dashboard.
#[derive(Debug, Clone)]
pub enum PublicOrigin {
    /// `PUBLIC_URL`, whatever a request says.
    Fixed(Url),
    /// Nothing was said: the address we listen on, or whichever of this machine's own names the browser used.
    Local(Url),
}

impl PublicOrigin {
    /// The origin of a dashboard that listens on `addr` and was told no public URL.
    pub fn local(addr: SocketAddr) -> Self {
        let host = if addr.ip().is_unspecified() {
            format!("127.0.0.1:{}", addr.port())
        } else {
            addr.to_string()
        };
        Self::Local(Url::parse(&format!("http://{host}")).expect("a socket address makes a URL"))
    }

    /// The address of `path` here, as the browser that sent these headers knows it. Only names of this machine itself
    /// are believed: any other `Host` could be anybody's.
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

    /// Whether a page of ours has this origin, as a browser that sent these headers names it. Where nobody said where browsers
    /// find us, it is the host that the browser asked for: no page can make it ask for another one in its own name.
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

    /// Whether `authority`, a host and perhaps a port, is ours.
    pub fn is_own_host(&self, authority: &str) -> bool {
        let (Self::Fixed(url) | Self::Local(url)) = self;
        let own = &url[Position::BeforeHost..Position::AfterPort];
        let is_local = || local_name(authority).is_some() && matches!(self, Self::Local(_));
        authority.eq_ignore_ascii_case(own) || is_local()
    }

    /// Whether browsers come by https, and so accept what they accept only there.
    pub fn is_secure(&self) -> bool {
        matches!(self, Self::Fixed(url) if url.scheme() == "https")
    }
}

/// The origin at this host, if it is a name of this machine itself.
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
