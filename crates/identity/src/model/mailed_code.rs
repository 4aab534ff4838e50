use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

use crate::Env;

/// Wrong attempts after which a code is invalidated.
pub(crate) const MAX_ATTEMPTS: i64 = 5;

/// A mailed code of eight digits: five guesses a minute, for a whole day, hit one with a chance of 1 to 13 000.
pub(crate) struct MailedCode(SecretString);

impl MailedCode {
    pub fn new(env: &Env) -> Self {
        let number = u64::from_be_bytes(env.bytes()) % 100_000_000;
        Self(format!("{number:08}").into())
    }

    /// The code in plain text, for its mail.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for MailedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailedCode([redacted])")
    }
}
