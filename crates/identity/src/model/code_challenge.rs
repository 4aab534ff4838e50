use std::ops::RangeInclusive;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

/// The length of a challenge (RFC 7636).
const LENGTHS: RangeInclusive<usize> = 43..=128;

/// A PKCE code challenge, stored as the hash of its verifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge(String);

/// Why a challenge is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidChallenge {
    /// The length.
    #[error("a challenge has 43 to 128 characters")]
    Length,
    /// The characters.
    #[error("a challenge has letters, digits, hyphens, periods, underscores and tildes")]
    Characters,
    /// The method.
    #[error("a challenge is made by the method s256 or plain")]
    Method,
}

impl CodeChallenge {
    /// Parses a challenge, and its method: `s256` or `plain`, in either case of letters.
    ///
    /// # Errors
    /// Returns [`InvalidChallenge`] when its length, characters or method are not allowed.
    pub fn parse(challenge: &str, method: &str) -> Result<Self, InvalidChallenge> {
        if !LENGTHS.contains(&challenge.len()) {
            return Err(InvalidChallenge::Length);
        }
        if !challenge.bytes().all(is_unreserved) {
            return Err(InvalidChallenge::Characters);
        }
        match method.to_ascii_lowercase().as_str() {
            "s256" => Ok(Self(challenge.to_owned())),
            // It is the verifier itself, which must not be found in the database.
            "plain" => Ok(Self(hash(challenge))),
            _ => Err(InvalidChallenge::Method),
        }
    }

    /// The challenge of a database row.
    pub(crate) fn stored(challenge: String) -> Self {
        Self(challenge)
    }

    /// The stored form.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the verifier matches, in constant time.
    pub(crate) fn is_met_by(&self, verifier: &SecretString) -> bool {
        let presented = hash(verifier.expose_secret());
        verify_slices_are_equal(presented.as_bytes(), self.0.as_bytes()).is_ok()
    }
}

fn hash(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pair of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn a_challenge_is_met_by_its_verifier_and_no_other() {
        for (sent, method) in [
            (CHALLENGE, "s256"),
            (CHALLENGE, "S256"),
            (VERIFIER, "plain"),
        ] {
            let challenge = CodeChallenge::parse(sent, method).unwrap();
            assert_eq!(challenge.as_str(), CHALLENGE, "{method}");
            assert!(challenge.is_met_by(&VERIFIER.into()));
            for wrong in [CHALLENGE, "", "dBjf"] {
                assert!(!challenge.is_met_by(&wrong.into()), "{method} {wrong}");
            }
        }
    }

    #[test]
    fn what_is_no_challenge_is_told_why() {
        let parse = |challenge: &str, method| CodeChallenge::parse(challenge, method).unwrap_err();
        assert_eq!(parse(&"a".repeat(42), "s256"), InvalidChallenge::Length);
        assert_eq!(parse(&"a".repeat(129), "plain"), InvalidChallenge::Length);
        assert_eq!(
            parse(&"a+".repeat(22), "s256"),
            InvalidChallenge::Characters
        );
        assert_eq!(parse(CHALLENGE, "s512"), InvalidChallenge::Method);
    }
}
