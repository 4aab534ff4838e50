//! Issued access tokens.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use rand::RngCore;

/// Lifetime of a token.
pub const LIFETIME: SignedDuration = SignedDuration::from_secs(3600);

/// The valid tokens and their expiry times.
#[derive(Default)]
pub struct AccessTokens(Mutex<HashMap<String, Timestamp>>);

impl AccessTokens {
    /// Issues a token, valid for [`LIFETIME`].
    pub fn issue(&self, now: Timestamp) -> String {
        let token = random();
        let mut expiries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        expiries.retain(|_, expires_at| *expires_at > now);
        expiries.insert(token.clone(), now + LIFETIME);
        token
    }

    /// Whether `token` was issued and has not expired.
    pub fn is_valid(&self, token: &str, now: Timestamp) -> bool {
        let expiries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        expiries
            .get(token)
            .is_some_and(|expires_at| *expires_at > now)
    }
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccessTokens(..)")
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a token must differ at every start, and no test depends on one"
)]
fn random() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::{AccessTokens, LIFETIME};
    use jiff::Timestamp;

    #[test]
    fn a_token_expires_after_an_hour() {
        let now = Timestamp::UNIX_EPOCH;
        let tokens = AccessTokens::default();
        let token = tokens.issue(now);
        assert!(tokens.is_valid(&token, now));
        assert!(!tokens.is_valid(&token, now + LIFETIME));
        assert!(!tokens.is_valid("made up", now));
    }
}
