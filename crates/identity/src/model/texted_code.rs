use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

use crate::Env;

/// A texted code of six digits, which a phone offers to fill in. It has five tries, and few are texted to a number: a
/// hundred guesses an hour would hit one with a chance of 1 to 10 000.
pub(crate) struct TextedCode(SecretString);

impl TextedCode {
    pub fn new(env: &Env) -> Self {
        let number = u64::from_be_bytes(env.bytes()) % 1_000_000;
        Self(format!("{number:06}").into())
    }

    /// The code in plain text, for its message.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for TextedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TextedCode([redacted])")
    }
}
