//! The one application registered with the provider.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use url::{Host, Url};

/// The client id of the dashboard.
pub const CLIENT_ID: &str = "timeback-dashboard";
/// The client secret of the dashboard. It opens the sandbox and nothing else, so it may be known.
pub const CLIENT_SECRET: &str = "sandbox-sso-secret";

/// The dashboard, as the provider knows it.
pub struct Client {
    id: &'static str,
    secret: &'static str,
}

impl Client {
    /// The client everybody developing against the sandbox uses.
    pub fn new() -> Self {
        Self {
            id: CLIENT_ID,
            secret: CLIENT_SECRET,
        }
    }

    /// Whether this is its id.
    pub fn is_called(&self, id: &str) -> bool {
        id == self.id
    }

    /// Whether it is the client itself that speaks.
    pub fn is_proven_by(&self, id: &str, secret: &str) -> bool {
        self.is_called(id)
            && verify_slices_are_equal(secret.as_bytes(), self.secret.as_bytes()).is_ok()
    }
}

/// Where a browser may be sent with a code: any path of an http origin on this machine.
///
/// A fragment is refused (RFC 6749, 3.1.2), and so is a user name, which could make an address read as another.
pub fn parse_return_address(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let plain = url.scheme() == "http"
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
    use super::parse_return_address;

    #[test]
    fn an_address_on_this_machine_may_receive_a_code() {
        for address in [
            "http://127.0.0.1:3000/cb",
            "http://localhost/cb?a=b",
            "http://[::1]:8080/",
        ] {
            assert!(parse_return_address(address).is_some(), "{address}");
        }
    }

    #[test]
    fn any_other_address_may_not() {
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
            assert!(parse_return_address(address).is_none(), "{address}");
        }
    }
}
