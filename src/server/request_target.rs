//! Validates the request target and the `Host` header (RFC 9112, section 3.2).

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, Version, header,
        uri::{Authority, PathAndQuery},
    },
    response::{IntoResponse as _, Response},
};

use super::origin::PublicOrigin;

/// `Allow` header of the response to CONNECT: the methods of all routes.
const METHODS: HeaderValue =
    HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

/// Reason why a request is not for this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotForUs {
    /// It is a CONNECT request.
    Tunnel,
    /// Its target is neither a path nor a URL.
    Target,
    /// Its target is a URL of another server.
    OtherServer,
    /// `Host` is missing, repeated or invalid.
    Host,
}

/// Rejects a request that is not for this server. Accepted requests have a path as their target and exactly one host.
///
/// # Errors
/// Returns a 4xx response for CONNECT, for another server's URL, for a target that is not a path, and without exactly
/// one valid `Host`.
#[expect(
    clippy::result_large_err,
    reason = "tower-http's validation layer takes a whole response as the error"
)]
pub fn check<B>(origin: &PublicOrigin, request: &mut Request<B>) -> Result<(), Response> {
    hold(origin, request).map_err(NotForUs::answer)
}

fn hold<B>(origin: &PublicOrigin, request: &mut Request<B>) -> Result<(), NotForUs> {
    if request.method() == Method::CONNECT {
        return Err(NotForUs::Tunnel);
    }
    if !has_host(request.version(), request.headers()) {
        return Err(NotForUs::Host);
    }
    if let Some(authority) = request.uri().authority() {
        if request.uri().scheme().is_none() {
            return Err(NotForUs::Target);
        }
        if !origin.is_own_host(authority.as_str()) {
            return Err(NotForUs::OtherServer);
        }
        // The host in an absolute target takes precedence over `Host`.
        let host = HeaderValue::try_from(authority.as_str()).map_err(|_| NotForUs::Host)?;
        let path = request.uri().path_and_query().cloned();
        *request.uri_mut() = Uri::from(path.unwrap_or(PathAndQuery::from_static("/")));
        request.headers_mut().insert(header::HOST, host);
    }
    if request.uri().path().starts_with('/') {
        Ok(())
    } else {
        Err(NotForUs::Target)
    }
}

/// Whether there is exactly one valid host. HTTP/1.0 requires none, and the health checks of some proxies send none.
fn has_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => version < Version::HTTP_11,
        (Some(host), None) => host.to_str().is_ok_and(is_host),
        (Some(_), Some(_)) => false,
    }
}

/// Whether this is a host with an optional port.
fn is_host(text: &str) -> bool {
    let Ok(authority) = text.parse::<Authority>() else {
        return false;
    };
    let Some(port) = text.strip_prefix(authority.host()) else {
        // User information before the host is not allowed.
        return false;
    };
    let is_port = |digits: &str| digits.is_empty() || digits.parse::<u16>().is_ok();
    !authority.host().is_empty() && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

impl NotForUs {
    fn answer(self) -> Response<Body> {
        match self {
            Self::Tunnel => (
                StatusCode::METHOD_NOT_ALLOWED,
                [(header::ALLOW, METHODS)],
                "This server opens no tunnels.\n",
            )
                .into_response(),
            Self::Target => (
                StatusCode::BAD_REQUEST,
                "The target of this request is not a path.\n",
            )
                .into_response(),
            Self::OtherServer => (
                StatusCode::MISDIRECTED_REQUEST,
                "This request is for another server.\n",
            )
                .into_response(),
            Self::Host => (
                StatusCode::BAD_REQUEST,
                "A request must have one Host header that names a host.\n",
            )
                .into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, target: &str, hosts: &[&str]) -> Request<()> {
        let request = Request::builder().method(method).uri(target);
        let name = |request: axum::http::request::Builder, host: &&str| {
            request.header(header::HOST, HeaderValue::try_from(*host).unwrap())
        };
        hosts.iter().fold(request, name).body(()).unwrap()
    }

    fn outcome(method: &str, target: &str, hosts: &[&str]) -> Result<(), NotForUs> {
        let origin = PublicOrigin::local("127.0.0.1:3000".parse().unwrap());
        hold(&origin, &mut request(method, target, hosts))
    }

    #[test]
    fn a_target_is_a_path_or_a_url_of_ours() {
        let host = &["127.0.0.1:3000"];
        for (method, target, expected) in [
            ("GET", "/profile", Ok(())),
            ("GET", "//profile", Ok(())),
            ("GET", "http://127.0.0.1:3000/profile", Ok(())),
            ("GET", "http://localhost:3000", Ok(())),
            ("GET", "http://example.com/", Err(NotForUs::OtherServer)),
            ("GET", "ftp://example.com/", Err(NotForUs::OtherServer)),
            ("GET", "example.com:443", Err(NotForUs::Target)),
            ("GET", "example.com", Err(NotForUs::Target)),
            ("OPTIONS", "*", Err(NotForUs::Target)),
            ("GET", "*", Err(NotForUs::Target)),
            ("CONNECT", "example.com:443", Err(NotForUs::Tunnel)),
            ("CONNECT", "/profile", Err(NotForUs::Tunnel)),
            ("CONNECT", "http://127.0.0.1:3000/", Err(NotForUs::Tunnel)),
        ] {
            assert_eq!(outcome(method, target, host), expected, "{method} {target}");
        }
    }

    #[test]
    fn a_url_of_ours_becomes_a_path_and_names_the_host() {
        let origin = PublicOrigin::local("127.0.0.1:3000".parse().unwrap());
        let mut asked = request("GET", "http://localhost:3000/a?b=c", &["evil.example"]);
        assert_eq!(hold(&origin, &mut asked), Ok(()));
        assert_eq!(asked.uri(), "/a?b=c");
        assert_eq!(asked.headers()[header::HOST], "localhost:3000");
    }

    #[test]
    fn exactly_one_valid_host_is_named() {
        for good in [
            "127.0.0.1:3000",
            "school.example",
            "[::1]:3000",
            "a:",
            "a_b:80",
        ] {
            assert_eq!(outcome("GET", "/", &[good]), Ok(()), "{good}");
        }
        for wrong in [
            "", "a b", "a, b", "me@a", "a/b", "a:99999", "a:b", ":80", "http://a", "a\tb",
        ] {
            assert_eq!(
                outcome("GET", "/", &[wrong]),
                Err(NotForUs::Host),
                "{wrong}"
            );
        }
        assert_eq!(outcome("GET", "/", &[]), Err(NotForUs::Host));
        assert_eq!(outcome("GET", "/", &["a", "a"]), Err(NotForUs::Host));
        let mut old = request("GET", "/", &[]);
        *old.version_mut() = Version::HTTP_10;
        let origin = PublicOrigin::local("127.0.0.1:3000".parse().unwrap());
        assert_eq!(hold(&origin, &mut old), Ok(()));
    }
}
