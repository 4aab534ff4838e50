use std::net::Ipv4Addr;

use url::{Host, Position, Url};

use crate::AuthPolicy;

/// The longest accepted redirect URI.
const LONGEST: usize = 2048;

/// The redirect targets that apps may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectAllowlist {
    /// The dashboard's own pages.
    OwnOrigin,
    /// Those, and the loopback interface, where developers run their apps.
    OwnOriginAndLoopback,
}

impl AuthPolicy {
    /// The redirect URI, if it is allowed. Any other would be an open redirect, which sends users, and their codes, to
    /// an attacker.
    pub(crate) fn allowed(&self, wanted: &str) -> Option<Url> {
        let url = Url::parse(wanted)
            .ok()
            .filter(|_| wanted.len() <= LONGEST)?;
        let is_web = ["http", "https"].contains(&url.scheme());
        let has_name = !url.username().is_empty() || url.password().is_some();
        let is_own = Url::parse(&self.origin).is_ok_and(|own| own.origin() == url.origin());
        let is_allowed = is_own
            || (self.redirect_allowlist == RedirectAllowlist::OwnOriginAndLoopback
                && is_loopback(&url));
        (is_web && !has_name && is_allowed).then_some(url)
    }
}

/// The host, and the port where it says one.
pub(crate) fn host(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}

/// Whether the URL is on the loopback interface, by a name that a page's policy can contain as well.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address == Ipv4Addr::LOCALHOST,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn policy(redirect_allowlist: RedirectAllowlist) -> AuthPolicy {
        AuthPolicy {
            session_issuer: String::new(),
            lockout: None,
            issuer: "https://school.example/auth/v1".to_owned(),
            origin: "https://school.example".to_owned(),
            redirect_allowlist,
            local_accounts: true,
            has_mail: true,
            phone: crate::PhonePolicy::default(),
            autoconfirm: false,
            reuse_interval: Duration::ZERO,
        }
    }

    #[test]
    fn a_link_leads_to_the_dashboard_itself() {
        for own in [
            "https://school.example",
            "https://school.example/welcome?a=b#c",
            "https://SCHOOL.example:443/",
        ] {
            assert!(
                policy(RedirectAllowlist::OwnOrigin).allowed(own).is_some(),
                "{own}"
            );
        }
    }

    #[test]
    fn a_link_leads_nowhere_else() {
        for foreign in [
            "https://evil.example/",
            "http://school.example/",
            "https://school.example:8443/",
            "https://school.example.evil.example/",
            "https://school.example@evil.example/",
            "https://maya:secret@school.example/",
            "https://evil.example/https://school.example/",
            "https://evil.example\\@school.example/",
            "//evil.example/",
            "/\\evil.example",
            "javascript:alert(1)//https://school.example",
            "data:text/html,school.example",
            "school.example",
            "myapp://school.example",
            "",
            "http://localhost:5173/",
            "http://127.0.0.1/",
        ] {
            assert_eq!(
                policy(RedirectAllowlist::OwnOrigin).allowed(foreign),
                None,
                "{foreign}"
            );
        }
        let long = format!("https://school.example/{}", "a".repeat(LONGEST));
        assert_eq!(policy(RedirectAllowlist::OwnOrigin).allowed(&long), None);
    }

    #[test]
    fn where_developers_try_it_a_link_leads_to_their_own_machine() {
        for own in [
            "http://localhost:5173/a",
            "http://127.0.0.1",
            "http://0x7f.1:8080/",
        ] {
            assert!(
                policy(RedirectAllowlist::OwnOriginAndLoopback)
                    .allowed(own)
                    .is_some(),
                "{own}"
            );
        }
        for foreign in [
            "http://localhost.evil.example/",
            "http://127.0.0.1.evil.example/",
            "http://localhost@evil.example/",
            "http://192.0.2.1/",
            "http://[::1]:5173/",
            "ftp://localhost/",
        ] {
            assert_eq!(
                policy(RedirectAllowlist::OwnOriginAndLoopback).allowed(foreign),
                None,
                "{foreign}"
            );
        }
    }
}
