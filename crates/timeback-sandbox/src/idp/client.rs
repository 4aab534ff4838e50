//! The OAuth client registered at the provider.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use url::{Host, Url};

/// The client id of the dashboard.
pub const CLIENT_ID: &str = "timeback-dashboard";
/// The client secret of the dashboard. Public: it gives access to the sandbox only.
pub const CLIENT_SECRET: &str = "sandbox-sso-secret";

/// A registered client.
pub struct Client {
    id: &'static str,
    secret: &'static str,
}

impl Client {
    /// Returns the dashboard's client.
    pub fn new() -> Self {
        Self {
            id: CLIENT_ID,
            secret: CLIENT_SECRET,
        }
    }

    /// Whether this is the client's id.
    pub fn has_id(&self, id: &str) -> bool {
        id == self.id
    }

    /// Checks the client's credentials in constant time.
    pub fn authenticates(&self, id: &str, secret: &str) -> bool {
        self.has_id(id)
            && verify_slices_are_equal(secret.as_bytes(), self.secret.as_bytes()).is_ok()
    }
}

/// Parses a redirect URI: any path of an http or https origin on this machine.
///
/// Fragments are rejected (RFC 6749, 3.1.2), and so is user information, which could disguise the host.
pub fn parse_redirect_uri(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    (plain && is_loopback(&url)).then_some(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::parse_redirect_uri;

    #[test]
    fn a_loopback_redirect_uri_is_accepted() {
        for address in [
            "http://127.0.0.1:3000/cb",
            "http://localhost/cb?a=b",
            "http://[::1]:8080/",
            "https://localhost/cb",
        ] {
            assert!(parse_redirect_uri(address).is_some(), "{address}");
        }
    }

    #[test]
    fn any_other_redirect_uri_is_rejected() {
        for address in [
            "https://evil.example/cb",
            "http://evil.example/cb",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
            "http://127.0.0.1@evil.example/",
            "http://evil.example@127.0.0.1/",
            "http://127.0.0.1/cb#fragment",
            "javascript:alert(1)//127.0.0.1",
            "//127.0.0.1/cb",
            "/cb",
            "",
        ] {
            assert!(parse_redirect_uri(address).is_none(), "{address}");
        }
    }
}
