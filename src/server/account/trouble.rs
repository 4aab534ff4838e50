use crate::account::Outcome;
use identity::{self, Denied, Refusal, Weakness};

/// Why a form did not do its deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The form's section says why.
    Told(Outcome),
    /// It must be proved first that it is the user.
    ConfirmFirst,
    /// The session has ended.
    SignedOut,
    /// The database cannot be used at the moment.
    Unavailable,
}

impl From<Outcome> for Trouble {
    fn from(outcome: Outcome) -> Self {
        Self::Told(outcome)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Told(match refusal {
            Refusal::ReauthenticationNeeded | Refusal::InsufficientAal => {
                return Self::ConfirmFirst;
            }
            Refusal::SessionNotFound | Refusal::UserNotFound => return Self::SignedOut,
            Refusal::EmailExists => Outcome::EmailTaken,
            Refusal::InvalidEmail => Outcome::EmailInvalid,
            Refusal::EmailNotConfirmed => Outcome::NoAddress,
            Refusal::MailOff => Outcome::NoMail,
            Refusal::NoLocalAccounts => Outcome::NoPasswords,
            Refusal::MailedJustNow => Outcome::MailedJustNow,
            Refusal::CodeExpired | Refusal::CodeRefused => Outcome::CodeWrong,
            Refusal::ReauthenticationNotValid => Outcome::ProofWrong,
            Refusal::CurrentPasswordInvalid => Outcome::PasswordWrong,
            Refusal::WeakPassword(Weakness::Length) => Outcome::PasswordShort,
            Refusal::WeakPassword(Weakness::Guessable) => Outcome::PasswordGuessable,
            Refusal::PasswordTooLong => Outcome::PasswordLong,
            Refusal::SamePassword => Outcome::PasswordSame,
            Refusal::FactorNameConflict => Outcome::FactorNameTaken,
            Refusal::TooManyFactors => Outcome::FactorsTooMany,
            Refusal::FactorNotFound => Outcome::FactorGone,
            Refusal::NoSuchSession => Outcome::SessionGone,
            Refusal::TooManyAttempts { .. } | Refusal::TooManyMails { .. } => Outcome::TooOften,
            Refusal::Busy => Outcome::Busy,
            _ => Outcome::Failed,
        })
    }
}

impl From<Denied> for Trouble {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => refusal.into(),
            Denied::Failed(error) => error.into(),
        }
    }
}

impl From<identity::Error> for Trouble {
    fn from(error: identity::Error) -> Self {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a form of the account page failed"
        );
        if error.is_unavailable() {
            return Self::Unavailable;
        }
        Self::Told(Outcome::Failed)
    }
}
