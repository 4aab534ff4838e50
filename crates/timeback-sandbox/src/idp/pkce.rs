//! Proof Key for Code Exchange (RFC 7636), with method `S256` only.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// A PKCE code challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge([u8; 32]);

impl CodeChallenge {
    /// Parses the two parameters of the authorization request.
    ///
    /// A missing method means `plain` by the RFC, which is rejected: it offers no protection if the URL leaks.
    ///
    /// # Errors
    /// Returns the error description for the client.
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

    /// Whether `verifier` matches the challenge.
    pub fn is_verified_by(&self, verifier: &str) -> bool {
        Sha256::digest(verifier).as_slice() == self.0
    }

    fn decode(challenge: &str) -> Result<Self, &'static str> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(challenge).ok();
        let hash = bytes.and_then(|bytes| bytes.try_into().ok());
        hash.map(Self)
            .ok_or("code_challenge must be a SHA-256 hash in base64url")
    }
}
