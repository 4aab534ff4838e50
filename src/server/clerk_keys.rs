//! `timeback-dashboard clerk-keys`: generates the keys of Clerk's APIs.

use std::str::FromStr;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::Env;
use url::{Host, Url};

/// URL of a front end: `http` or `https`, with a host.
#[derive(Debug, Clone)]
pub struct FrontendUrl(Url);

/// An invalid front-end URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a URL such as https://school.example")]
pub struct InvalidFrontendUrl;

impl FromStr for FrontendUrl {
    type Err = InvalidFrontendUrl;

    fn from_str(text: &str) -> Result<Self, InvalidFrontendUrl> {
        let url = Url::parse(text).map_err(|_| InvalidFrontendUrl)?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        is_web.then_some(Self(url)).ok_or(InvalidFrontendUrl)
    }
}

impl FrontendUrl {
    /// Host and port, as publishable keys contain them.
    fn authority(&self) -> &str {
        self.0.authority()
    }

    /// Whether only this machine reaches it. Then its keys are those of a development instance.
    fn is_local(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }
}

/// A new pair of keys, as lines of a file with environment variables: `CLERK_SECRET_KEY`, which is for programs only,
/// and `CLERK_PUBLISHABLE_KEY`, which tells Clerk's browser client the front end's host.
pub fn clerk_keys(frontend: &FrontendUrl, env: &Env) -> String {
    let instance = if frontend.is_local() { "test" } else { "live" };
    let secret = env.bytes::<32>().map(|byte| format!("{byte:02x}")).concat();
    let host = STANDARD.encode(format!("{}$", frontend.authority()));
    format!("CLERK_SECRET_KEY=sk_{instance}_{secret}\nCLERK_PUBLISHABLE_KEY=pk_{instance}_{host}\n")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn keys(url: &str) -> String {
        let env = Env::new(
            Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
            Arc::new(|bytes: &mut [u8]| bytes.fill(0xab)),
        );
        clerk_keys(&url.parse().unwrap(), &env)
    }

    #[test]
    fn the_publishable_key_contains_the_front_ends_host() {
        let secret = "ab".repeat(32);
        assert_eq!(
            keys("https://clerk.example.test/sign-in"),
            format!(
                "CLERK_SECRET_KEY=sk_live_{secret}\nCLERK_PUBLISHABLE_KEY=pk_live_Y2xlcmsuZXhhbXBsZS50ZXN0JA==\n"
            )
        );
        for local in ["http://127.0.0.1:3000", "http://localhost", "http://[::1]"] {
            assert!(keys(local).contains("=sk_test_"), "{local}");
            assert!(keys(local).contains("=pk_test_"), "{local}");
        }
    }

    #[test]
    fn a_front_end_has_a_web_address() {
        for wrong in ["", "school.example", "ftp://school.example", "data:,x"] {
            assert!(FrontendUrl::from_str(wrong).is_err(), "{wrong}");
        }
    }
}
