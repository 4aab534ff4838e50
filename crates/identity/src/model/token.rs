use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::{Env, Rng};

/// A secret token of 256 random bits, shown to its bearer once. Only its hash is stored.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    pub(crate) fn new(rng: &Rng) -> Self {
        let mut bytes = [0; 32];
        rng(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes).into())
    }

    /// Parses a token. Returns `None` when it is malformed, so that nothing is looked up for it.
    pub fn parse(presented: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(presented).ok()?;
        (bytes.len() == 32).then(|| Self(presented.into()))
    }

    /// The stored hash of the token: SHA-256, in base64. A token has 256 random bits, so a slow hash would gain
    /// nothing, and a look-up by hash leaks nothing about the token through its timing.
    pub fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.expose_secret()))
    }

    /// The token in plain text, for its bearer.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Env {
    /// A new random token of 256 bits.
    pub fn token(&self) -> Token {
        Token::new(&self.rng())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}
