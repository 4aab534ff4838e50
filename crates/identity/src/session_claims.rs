use jsonwebtoken::Header;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    Aal, AuthMethod, Error, SessionId, SignInMethod, UserId,
    signing_key::{SESSION_ALGORITHM, SigningKey},
};

/// The claims that each token of a session has.
pub(super) struct DefaultClaims<'a> {
    pub issuer: &'a str,
    pub user: &'a UserId,
    pub session: &'a SessionId,
    /// The origin of the page that asked for the token (`azp`), if a page did.
    pub origin: Option<&'a str>,
    /// When it is issued, in seconds since 1970.
    pub issued_at: i64,
    /// When it becomes valid, for verifiers whose clock is behind.
    pub not_before: i64,
    pub expires_at: i64,
}

impl DefaultClaims<'_> {
    /// The claims, as a JSON object.
    fn object(&self) -> Map<String, Value> {
        let mut claims = Map::new();
        for (name, value) in [
            ("iss", json!(self.issuer)),
            ("sub", json!(self.user.as_str())),
            ("sid", json!(self.session.as_str())),
            ("iat", json!(self.issued_at)),
            ("nbf", json!(self.not_before)),
            ("exp", json!(self.expires_at)),
        ] {
            claims.insert(name.to_owned(), value);
        }
        if let Some(origin) = self.origin {
            claims.insert("azp".to_owned(), json!(origin));
        }
        claims
    }

    /// The claims of a session token, version 2 of Clerk's.
    pub fn session_token(&self, aal: Aal, amr: &[SignInMethod]) -> Map<String, Value> {
        let mut claims = self.object();
        let ages = verification_ages(aal, amr, self.issued_at);
        claims.insert("fva".to_owned(), json!(ages));
        claims.insert("sts".to_owned(), json!("active"));
        claims.insert("v".to_owned(), json!(2));
        claims
    }

    /// The claims of a token by a template. The default claims prevail.
    pub fn with(&self, token: &str, mut claims: Map<String, Value>) -> Map<String, Value> {
        claims.extend(self.object());
        claims.insert("jti".to_owned(), json!(token));
        claims
    }
}

/// The minutes since the first and the second factor were verified; −1 where none was.
fn verification_ages(aal: Aal, amr: &[SignInMethod], now: i64) -> [i64; 2] {
    let age = |is_second: bool| {
        let is_meant = |it: &&SignInMethod| (it.method == AuthMethod::Totp) == is_second;
        let last = amr.iter().filter(is_meant).map(|it| it.timestamp).max();
        last.map_or(-1, |last| now.saturating_sub(last).max(0) / 60)
    };
    let second = if aal == Aal::Two { age(true) } else { -1 };
    [age(false), second]
}

/// Signs a token with the server's key.
pub(super) fn sign(key: &SigningKey, claims: &impl Serialize) -> Result<SecretString, Error> {
    let header = Header {
        kid: Some(key.id.clone()),
        ..Header::new(SESSION_ALGORITHM)
    };
    Ok(jsonwebtoken::encode(&header, claims, &key.private)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_each_factor_is_in_whole_minutes() {
        let method = |method, timestamp| SignInMethod { method, timestamp };
        let first = method(AuthMethod::Password, 1_000);
        let second = method(AuthMethod::Totp, 1_100);
        for (aal, amr, now, ages) in [
            (Aal::One, vec![first], 1_059, [0, -1]),
            (Aal::One, vec![second, first], 1_120, [2, -1]),
            (Aal::Two, vec![second, first], 1_180, [3, 1]),
            (
                Aal::Two,
                vec![method(AuthMethod::Otp, 1_180), second, first],
                1_180,
                [0, 1],
            ),
            (Aal::One, vec![], 1_180, [-1, -1]),
            // Another machine's clock may be ahead.
            (Aal::One, vec![first], 900, [0, -1]),
        ] {
            assert_eq!(verification_ages(aal, &amr, now), ages, "{now}");
        }
    }
}
