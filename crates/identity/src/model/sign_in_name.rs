use crate::{Email, Username};

/// What a user signs in by, beside their password or a mailed code. It need not be of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInName {
    /// An address.
    Email(Email),
    /// A username, which stands for the primary address of its user.
    Username(Username),
}

/// The text is neither an address nor a username.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an address nor a username")]
pub struct InvalidSignInName;

impl SignInName {
    /// Parses what was typed.
    ///
    /// # Errors
    /// Returns [`InvalidSignInName`] when no account can have it.
    pub fn presented(raw: &str) -> Result<Self, InvalidSignInName> {
        // No username has one.
        if raw.contains('@') {
            let email = Email::presented(raw).map_err(|_| InvalidSignInName)?;
            return Ok(Self::Email(email));
        }
        let username = Username::parse(raw.trim()).map_err(|_| InvalidSignInName)?;
        Ok(Self::Username(username))
    }

    /// The name that was stored as this text.
    pub(crate) fn stored(text: &str) -> Self {
        Username::parse(text).map_or_else(|_| Self::Email(Email::stored(text)), Self::Username)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Username(username) => username.as_str(),
        }
    }
}

impl From<&Email> for SignInName {
    fn from(email: &Email) -> Self {
        Self::Email(email.clone())
    }
}

impl From<&Self> for SignInName {
    fn from(name: &Self) -> Self {
        name.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_an_at_sign_is_an_address_and_the_rest_a_username() {
        for (raw, is_email) in [("maya@example.com", true), (" Maya_7 ", false)] {
            let name = SignInName::presented(raw).unwrap();
            assert_eq!(matches!(name, SignInName::Email(_)), is_email, "{raw}");
            assert_eq!(SignInName::stored(name.as_str()), name);
        }
        for raw in ["", "may", "@", "maya ok", "maya@"] {
            assert_eq!(SignInName::presented(raw), Err(InvalidSignInName), "{raw}");
        }
    }
}
