//! Passwords: what may be one, its hash, and how a user gets another.

mod change;
mod guessable;
mod hasher;
mod workbench;

use std::fmt;

use secrecy::SecretString;

pub(super) use self::hasher::Hasher;
use super::{Refusal, Weakness};

/// A password as somebody typed it: at most 128 bytes, none of which is left out of the hash.
#[derive(Clone)]
pub struct Password(SecretString);

impl Password {
    /// The fewest characters a new password may have.
    pub const SHORTEST: usize = 8;
    const LONGEST: usize = 128;

    /// A password to be held against a hash. No rule about its strength: what was good enough once still opens.
    ///
    /// # Errors
    /// [`Refusal::PasswordTooLong`].
    pub fn presented(raw: String) -> Result<Self, Refusal> {
        if raw.len() > Self::LONGEST {
            return Err(Refusal::PasswordTooLong);
        }
        Ok(Self(raw.into()))
    }

    /// A password to be set, as far as it can be told by itself. Whether it is guessed early is found out by whoever sets
    /// it.
    ///
    /// # Errors
    /// [`Refusal::PasswordTooLong`], [`Refusal::WeakPassword`].
    pub fn chosen(raw: String) -> Result<Self, Refusal> {
        if raw.chars().count() < Self::SHORTEST {
            return Err(Refusal::WeakPassword(Weakness::Length));
        }
        Self::presented(raw)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_neither_short_nor_cut() {
        let chosen = |raw: &str| Password::chosen(raw.into()).map(|_| ());
        assert_eq!(
            chosen("1234567"),
            Err(Refusal::WeakPassword(Weakness::Length))
        );
        assert_eq!(chosen("ünïcödé!"), Ok(()));
        assert_eq!(chosen(&"x".repeat(128)), Ok(()));
        assert_eq!(chosen(&"x".repeat(129)), Err(Refusal::PasswordTooLong));
    }
}
