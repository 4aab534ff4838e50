//! Proof Key for Code Exchange (RFC 7636), method `S256` alone.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What the client committed to when it asked for the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge([u8; 32]);

impl CodeChallenge {
    /// Reads the two parameters of the authorization request.
    ///
    /// No method means `plain` by the RFC, which is refused: a `plain` challenge can be read off the address bar.
    ///
    /// # Errors
    /// What to tell the client.
    pub fn parse(
        challenge: Option<&str>,
        method: Option<&str>,
    ) -> Result<Option<Self>, &'static str> {
        match (challenge, method) {
            (None, None) => Ok(None),
            (Some(challenge), Some("S256")) => Self::decode(challenge).map(Some),
            (None, Some(_)) => Err("code_challenge is missing"),
            (Some(_), _) => Err("code_challenge_method must be S256"),
        }
    }

    /// Whether `verifier` is the secret behind the challenge.
    pub fn is_met_by(&self, verifier: &str) -> bool {
        Sha256::digest(verifier).as_slice() == self.0
    }

    fn decode(challenge: &str) -> Result<Self, &'static str> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(challenge).ok();
        let hash = bytes.and_then(|bytes| bytes.try_into().ok());
        hash.map(Self)
            .ok_or("code_challenge must be a SHA-256 hash in base64url")
    }
}
