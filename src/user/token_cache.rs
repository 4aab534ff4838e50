//! The tokens that a page keeps until they expire.

use super::{JwtService, UserToken};

/// The tokens of this page's user. Times are seconds of the browser's own clock.
#[derive(Debug, Default)]
pub struct TokenCache(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    service: JwtService,
    jwt: String,
    expires_at: f64,
}

impl TokenCache {
    /// The kept token for this service, if it is still valid `leeway` seconds after `now`.
    pub fn find(&self, service: JwtService, leeway: u32, now: f64) -> Option<String> {
        let entry = self.0.iter().find(|it| it.service == service)?;
        (entry.expires_at > now + f64::from(leeway)).then(|| entry.jwt.clone())
    }

    /// Keeps a token that was issued at `now`.
    pub fn keep(&mut self, service: JwtService, token: &UserToken, now: f64) {
        self.0.retain(|it| it.service != service);
        self.0.push(Entry {
            service,
            jwt: token.jwt.clone(),
            expires_at: now + f64::from(token.expires_in_seconds),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_for_its_service_until_the_leeway_before_it_expires() {
        let mut cache = TokenCache::default();
        let token = UserToken {
            jwt: "a.b.c".into(),
            expires_in_seconds: 60,
        };
        cache.keep(JwtService::Hasura, &token, 1000.0);
        let found = |service, leeway, now| cache.find(service, leeway, now).is_some();
        assert!(found(JwtService::Hasura, 10, 1049.0));
        assert!(!found(JwtService::Hasura, 10, 1050.0));
        assert!(found(JwtService::Hasura, 0, 1059.0));
        assert!(!found(JwtService::Clerk, 10, 1000.0));
    }

    #[test]
    fn a_new_token_replaces_the_kept_one() {
        let mut cache = TokenCache::default();
        for jwt in ["old", "new"] {
            let token = UserToken {
                jwt: jwt.into(),
                expires_in_seconds: 60,
            };
            cache.keep(JwtService::Clerk, &token, 1000.0);
        }
        assert_eq!(cache.find(JwtService::Clerk, 10, 1000.0).unwrap(), "new");
        assert_eq!(cache.0.len(), 1);
    }
}
