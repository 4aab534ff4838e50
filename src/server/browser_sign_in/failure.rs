use std::fmt;

use display_error_chain::DisplayErrorChain;
use serde::{
    Deserialize, Serialize,
    de::{
        IntoDeserializer as _,
        value::{self, StrDeserializer},
    },
};

use identity::{Denied, Error, InvalidCode, InvalidEmail, Refusal, Weakness};
use timeback::UserResolutionError;

/// Why a sign-in in a browser failed. The page says it in a sentence; its address carries the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInFailure {
    /// The text is no e-mail address.
    #[serde(rename = "email")]
    EmailInvalid,
    /// The address has an account already.
    #[serde(rename = "taken")]
    EmailTaken,
    /// No password was typed.
    #[serde(rename = "password")]
    PasswordMissing,
    /// Address and password do not match.
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
    /// The new password is the old one.
    #[serde(rename = "same")]
    PasswordSame,
    /// No code was typed.
    #[serde(rename = "empty")]
    CodeMissing,
    /// The mailed code is wrong, old, used, or of nobody.
    #[serde(rename = "code")]
    CodeWrong,
    /// The code of the second factor is wrong, or was used.
    #[serde(rename = "factor")]
    FactorCodeWrong,
    /// The second factor was not shown in time, or guessed too often.
    #[serde(rename = "second_factor")]
    FactorExpired,
    /// The link is too old, or was used.
    #[serde(rename = "link")]
    LinkInvalid,
    /// The address of the account is not confirmed.
    #[serde(rename = "unconfirmed")]
    EmailNotConfirmed,
    /// The sign-in with Timeback was left.
    Cancelled,
    /// No session, or one that has ended meanwhile; a sign-in that took too long, or began in another browser.
    Expired,
    /// The session of a form of the account has ended.
    #[serde(rename = "ended")]
    SessionEnded,
    /// Timeback's account has no confirmed e-mail address.
    NoEmail,
    /// Timeback, or its sign-in, does not answer.
    #[serde(rename = "unavailable")]
    TimebackUnavailable,
    /// The account may not be used.
    Banned,
    /// No mail is sent here.
    NoMail,
    /// Too many attempts, or mails.
    #[serde(rename = "often")]
    TooOften,
    /// The account with the address of who came through Timeback is not theirs.
    NotLinked,
    /// The account with their address belongs to another Timeback user.
    AddressReassigned,
    /// There are no accounts here but Timeback's.
    Closed,
    /// Too many sign-ins at once.
    Busy,
    /// A mistake of ours; the log has it.
    Broken,
    /// The database cannot be used at the moment. It is answered with a status, not with a page's sentence.
    #[serde(rename = "unavailable_database")]
    DatabaseUnavailable,
    /// Any other reason.
    Failed,
}

impl SignInFailure {
    /// The failure of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }
}

impl fmt::Display for SignInFailure {
    /// Its name.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(formatter)
    }
}

impl From<InvalidEmail> for SignInFailure {
    fn from(_: InvalidEmail) -> Self {
        Refusal::InvalidEmail.into()
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

impl From<Refusal> for SignInFailure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InvalidCredentials => Self::CredentialsWrong,
            Refusal::EmailNotConfirmed => Self::EmailNotConfirmed,
            Refusal::UserBanned => Self::Banned,
            Refusal::UserAlreadyExists | Refusal::EmailExists => Self::EmailTaken,
            Refusal::InvalidEmail => Self::EmailInvalid,
            Refusal::CodeExpired => Self::CodeWrong,
            Refusal::CodeRefused => Self::FactorCodeWrong,
            Refusal::WeakPassword(Weakness::Length) => Self::PasswordShort,
            Refusal::WeakPassword(Weakness::Guessable) => Self::PasswordGuessable,
            Refusal::PasswordTooLong => Self::PasswordLong,
            Refusal::SamePassword => Self::PasswordSame,
            Refusal::NoLocalAccounts | Refusal::SignUpOff => Self::Closed,
            Refusal::MailOff => Self::NoMail,
            Refusal::TooManyAttempts { .. } | Refusal::TooManyMails { .. } => Self::TooOften,
            Refusal::Busy => Self::Busy,
            Refusal::ReauthenticationNeeded
            | Refusal::SessionNotFound
            | Refusal::UserNotFound
            | Refusal::InsufficientAal => Self::Expired,
            _ => Self::Failed,
        }
    }
}

impl From<UserResolutionError> for SignInFailure {
    /// Whether the account is that of who came through Timeback.
    fn from(error: UserResolutionError) -> Self {
        match error {
            UserResolutionError::LookupFailed(error) => {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "Timeback could not be asked whose an account is"
                );
                Self::TimebackUnavailable
            }
            _ => Self::AddressReassigned,
        }
    }
}

impl From<Error> for SignInFailure {
    fn from(error: Error) -> Self {
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a form of the way in failed"
        );
        if error.is_unavailable() {
            return Self::DatabaseUnavailable;
        }
        Self::Broken
    }
}

impl From<Denied> for SignInFailure {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => refusal.into(),
            Denied::Failed(error) => error.into(),
        }
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
