use std::fmt;

use display_error_chain::DisplayErrorChain;
use serde::{
    Deserialize, Serialize,
    de::{
        IntoDeserializer as _,
        value::{self, StrDeserializer},
    },
};

use identity::{
    Error, InvalidCode, InvalidEmail, InvalidPassword, NewPasswordError, PasswordTooLong,
    TooManyAttempts, TooManyMails, TooManyTexts,
};
use timeback::UserResolutionError;

/// Reason why a browser sign-in failed. It is passed to the page by name in the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInFailure {
    /// The text is not an e-mail address.
    #[serde(rename = "email")]
    EmailInvalid,
    /// The address already has an account.
    #[serde(rename = "taken")]
    EmailTaken,
    /// The password is empty.
    #[serde(rename = "password")]
    PasswordMissing,
    /// The e-mail address and password do not match.
    #[serde(rename = "credentials")]
    CredentialsWrong,
    /// The new password is too short.
    #[serde(rename = "short")]
    PasswordShort,
    /// The new password is easy to guess.
    #[serde(rename = "guessable")]
    PasswordGuessable,
    /// The new password is too long.
    #[serde(rename = "long")]
    PasswordLong,
    /// The new password is the same as the old one.
    #[serde(rename = "same")]
    PasswordSame,
    /// The password is right, and the school asked for another one.
    #[serde(rename = "compromised")]
    PasswordCompromised,
    /// The code is empty.
    #[serde(rename = "empty")]
    CodeMissing,
    /// The e-mailed code is wrong, expired, used or unknown.
    #[serde(rename = "code")]
    CodeWrong,
    /// The code of the second factor is wrong or was already used.
    #[serde(rename = "factor")]
    FactorCodeWrong,
    /// The second factor was not verified in time, or after too many attempts.
    #[serde(rename = "second_factor")]
    FactorExpired,
    /// The link has expired or was already used.
    #[serde(rename = "link")]
    LinkInvalid,
    /// The account's e-mail address is not confirmed.
    #[serde(rename = "unconfirmed")]
    EmailNotConfirmed,
    /// The user cancelled the sign-in with Timeback, or another provider.
    Cancelled,
    /// Another provider did not answer as expected.
    #[serde(rename = "provider")]
    ProviderFailed,
    /// Another provider has not verified an address of the user, who has no account here.
    #[serde(rename = "provider_email")]
    ProviderNoEmail,
    /// The session is missing or has ended, or the sign-in took too long or started in another browser.
    Expired,
    /// The session of an account form has ended.
    #[serde(rename = "ended")]
    SessionEnded,
    /// The Timeback account has no confirmed e-mail address.
    NoEmail,
    /// Timeback or its sign-in is unavailable.
    #[serde(rename = "unavailable")]
    TimebackUnavailable,
    /// The account is banned.
    Banned,
    /// E-mail is disabled on this server.
    NoMail,
    /// Text messages are disabled on this server.
    NoSms,
    /// A code was texted a moment ago.
    #[serde(rename = "texted")]
    TextedJustNow,
    /// Too many attempts, e-mails or text messages.
    #[serde(rename = "often")]
    TooOften,
    /// The account with the Timeback user's address was not confirmed as theirs.
    NotLinked,
    /// The account with the Timeback user's address is linked to another Timeback user.
    AddressReassigned,
    /// Local accounts are disabled; only sign-in with Timeback is available.
    Closed,
    /// Too many sign-ins at once.
    Busy,
    /// Internal error; details are in the log.
    Broken,
    /// The database is unavailable. The response is a status, not a message on the page.
    #[serde(rename = "unavailable_database")]
    DatabaseUnavailable,
    /// Any other reason.
    Failed,
}

impl SignInFailure {
    /// Parses a failure from its name.
    pub fn parse(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}

impl fmt::Display for SignInFailure {
    /// Writes the name.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(formatter)
    }
}

impl From<InvalidEmail> for SignInFailure {
    fn from(_: InvalidEmail) -> Self {
        Self::EmailInvalid
    }
}

impl From<InvalidCode> for SignInFailure {
    fn from(error: InvalidCode) -> Self {
        match error {
            InvalidCode::Empty => Self::CodeMissing,
            InvalidCode::Malformed => Self::CodeWrong,
        }
    }
}

impl From<TooManyAttempts> for SignInFailure {
    fn from(_: TooManyAttempts) -> Self {
        Self::TooOften
    }
}

impl From<TooManyMails> for SignInFailure {
    fn from(_: TooManyMails) -> Self {
        Self::TooOften
    }
}

impl From<TooManyTexts> for SignInFailure {
    fn from(_: TooManyTexts) -> Self {
        Self::TooOften
    }
}

impl From<NewPasswordError> for SignInFailure {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Guessable => Self::PasswordGuessable,
            NewPasswordError::Failed(error) => error.into(),
        }
    }
}

impl From<InvalidPassword> for SignInFailure {
    fn from(error: InvalidPassword) -> Self {
        match error {
            InvalidPassword::TooShort => Self::PasswordShort,
            InvalidPassword::TooLong(error) => error.into(),
        }
    }
}

impl From<PasswordTooLong> for SignInFailure {
    fn from(_: PasswordTooLong) -> Self {
        Self::PasswordLong
    }
}

impl From<UserResolutionError> for SignInFailure {
    /// Maps the result of resolving the Timeback user of an account.
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::LookupFailed(error) => {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "the Timeback user of an account could not be looked up"
                );
                Self::TimebackUnavailable
            }
            UserResolutionError::MissingEmail
            | UserResolutionError::NotFound
            | UserResolutionError::Ambiguous => Self::AddressReassigned,
        }
    }
}

impl From<Error> for SignInFailure {
    fn from(error: Error) -> Self {
        if matches!(error, Error::Busy) {
            return Self::Busy;
        }
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a sign-in form failed"
        );
        if error.is_unavailable() {
            return Self::DatabaseUnavailable;
        }
        Self::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_failure_by_its_name_and_nothing_else() {
        for (failure, name) in [
            (SignInFailure::EmailInvalid, "email"),
            (SignInFailure::NoEmail, "no_email"),
            (SignInFailure::Failed, "failed"),
        ] {
            assert_eq!(failure.to_string(), name);
            assert_eq!(SignInFailure::parse(name), Some(failure));
        }
        for other in ["", "Failed", "EmailInvalid", "<b>", "email "] {
            assert_eq!(SignInFailure::parse(other), None, "{other}");
        }
    }
}
