//! Passwords: parsing, strength and hashing.

mod guessable;
mod hasher;
mod imported;
mod low_priority_pool;

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;

pub use self::imported::{ImportedHash, InvalidHash};
pub(super) use self::{
    hasher::{Hasher, Match},
    imported::is_foreign,
};

/// A password as the user typed it: at most 128 characters, all of which are hashed.
///
/// Keyboards and systems encode one text in different ways, so it is hashed in Unicode's normalization form KC, and its
/// length is the number of code points in this form, as NIST SP 800-63B asks. Older passwords were hashed as typed, and
/// are compared so as well.
#[derive(Clone)]
pub struct Password {
    /// In form KC.
    normalized: SecretString,
    /// As typed, where that differs.
    typed: Option<SecretString>,
}

/// The password has more than 128 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password has at most 128 characters")]
pub struct PasswordTooLong;

/// Why a text is not a valid new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPassword {
    /// It has fewer than eight characters.
    #[error("a password has at least 8 characters")]
    TooShort,
    /// It has too many.
    #[error(transparent)]
    TooLong(#[from] PasswordTooLong),
}

impl Password {
    /// The fewest characters a new password may have.
    pub const SHORTEST: usize = 8;
    /// The most characters a password may have.
    pub const LONGEST: usize = 128;
    /// In bytes as typed. A character of form KC is composed of 12 bytes at most, so nothing that is short enough is lost.
    const MOST_READ: usize = 16 * Self::LONGEST;

    /// Parses a password to sign in with. Its strength is not checked: rules may have been laxer when it was set.
    ///
    /// # Errors
    /// Returns [`PasswordTooLong`] when it is too long.
    pub fn presented(raw: String) -> Result<Self, PasswordTooLong> {
        if raw.len() > Self::MOST_READ {
            return Err(PasswordTooLong);
        }
        let normalized: String = raw.nfkc().collect();
        if !is_short_enough(&normalized) && !is_short_enough(&raw) {
            return Err(PasswordTooLong);
        }
        Ok(Self {
            typed: (normalized != raw).then(|| raw.into()),
            normalized: normalized.into(),
        })
    }

    /// Parses a new password. Whether it is easily guessed is checked when it is set.
    ///
    /// # Errors
    /// Returns [`InvalidPassword`] when it is too short or too long.
    pub fn chosen(raw: String) -> Result<Self, InvalidPassword> {
        let password = Self::presented(raw)?;
        let text = password.normalized.expose_secret();
        if text.chars().count() < Self::SHORTEST {
            return Err(InvalidPassword::TooShort);
        }
        if !is_short_enough(text) {
            return Err(PasswordTooLong.into());
        }
        Ok(password)
    }
}

fn is_short_enough(text: &str) -> bool {
    text.chars().count() <= Password::LONGEST
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
        assert_eq!(chosen("1234567"), Err(InvalidPassword::TooShort));
        assert_eq!(chosen("ünïcödé!"), Ok(()));
        assert_eq!(chosen(&"x".repeat(128)), Ok(()));
        assert_eq!(chosen(&"x".repeat(129)), Err(PasswordTooLong.into()));
    }

    #[test]
    fn its_length_is_that_of_the_form_in_which_it_is_hashed() {
        let chosen = |raw: &str| Password::chosen(raw.into()).map(|_| ());
        let presented = |raw: &str| Password::presented(raw.into()).map(|_| ());
        let short = Err(InvalidPassword::TooShort);
        // Seven letters, however many characters spell them.
        assert_eq!(chosen("u\u{308}n\u{69}\u{308}co\u{308}de"), short);
        assert_eq!(chosen(&"한".repeat(128).nfd().collect::<String>()), Ok(()));
        assert_eq!(chosen(&"🔑".repeat(128)), Ok(()));
        assert_eq!(chosen(&"한".repeat(129)), Err(PasswordTooLong.into()));
        // One character that becomes eighteen: it may have been hashed as it was typed.
        let ligatures = "\u{fdfa}".repeat(8);
        assert_eq!(chosen(&ligatures), Err(PasswordTooLong.into()));
        assert_eq!(presented(&ligatures), Ok(()));
        assert_eq!(presented(&"한".repeat(129)), Err(PasswordTooLong));
    }

    #[test]
    fn what_is_read_of_a_password_is_bounded() {
        // A letter under a heap of accents counts as one only while it can be composed.
        let heap = format!("e{}", "\u{301}".repeat(10_000));
        let presented = Password::presented(heap).map(|_| ());
        assert_eq!(presented, Err(PasswordTooLong));
    }
}
