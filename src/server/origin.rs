use std::net::SocketAddr;

use axum::http::{HeaderMap, header};
use url::Url;

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
            Self::Local(url) => local_name(headers).unwrap_or_else(|| url.clone()),
        };
        format!("{}{path}", origin.as_str().trim_end_matches('/'))
    }

    /// Whether browsers come by https, and so accept what they accept only there.
    pub fn is_secure(&self) -> bool {
        matches!(self, Self::Fixed(url) if url.scheme() == "https")
    }
}

fn local_name(headers: &HeaderMap) -> Option<Url> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
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
