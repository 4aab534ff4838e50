use crate::account::FormOutcome;
use display_error_chain::DisplayErrorChain;
use identity::{self, Denied, Refusal, Weakness};

/// Why a form of the account page failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountFormError {
    /// The form was rejected; its section says why.
    Rejected(FormOutcome),
    /// The user must confirm first that it is they.
    ConfirmFirst,
    /// The session has ended.
    SignedOut,
    /// The database cannot be used at the moment.
    Unavailable,
}

impl From<FormOutcome> for AccountFormError {
    fn from(outcome: FormOutcome) -> Self {
        Self::Rejected(outcome)
    }
}

impl From<Refusal> for AccountFormError {
    fn from(refusal: Refusal) -> Self {
        Self::Rejected(match refusal {
            Refusal::ReauthenticationNeeded | Refusal::InsufficientAal => {
                return Self::ConfirmFirst;
            }
            Refusal::SessionNotFound | Refusal::UserNotFound => return Self::SignedOut,
            Refusal::EmailExists => FormOutcome::EmailTaken,
            Refusal::InvalidEmail => FormOutcome::EmailInvalid,
            Refusal::EmailNotConfirmed => FormOutcome::NoAddress,
            Refusal::MailOff => FormOutcome::NoMail,
            Refusal::NoLocalAccounts => FormOutcome::NoPasswords,
            Refusal::MailedJustNow => FormOutcome::MailedJustNow,
            Refusal::CodeExpired | Refusal::CodeRefused => FormOutcome::CodeWrong,
            Refusal::ReauthenticationNotValid => FormOutcome::ProofWrong,
            Refusal::CurrentPasswordInvalid => FormOutcome::PasswordWrong,
            Refusal::WeakPassword(Weakness::Length) => FormOutcome::PasswordShort,
            Refusal::WeakPassword(Weakness::Guessable) => FormOutcome::PasswordGuessable,
            Refusal::PasswordTooLong => FormOutcome::PasswordLong,
            Refusal::SamePassword => FormOutcome::PasswordSame,
            Refusal::FactorNameConflict => FormOutcome::FactorNameTaken,
            Refusal::TooManyFactors => FormOutcome::FactorsTooMany,
            Refusal::FactorNotFound => FormOutcome::FactorGone,
            Refusal::NoSuchSession => FormOutcome::SessionGone,
            Refusal::TooManyAttempts { .. } | Refusal::TooManyMails { .. } => FormOutcome::TooOften,
            Refusal::Busy => FormOutcome::Busy,
            _ => FormOutcome::Failed,
        })
    }
}

impl From<Denied> for AccountFormError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => refusal.into(),
            Denied::Failed(error) => error.into(),
        }
    }
}

impl From<identity::Error> for AccountFormError {
    fn from(error: identity::Error) -> Self {
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a form of the account page failed"
        );
        if error.is_unavailable() {
            return Self::Unavailable;
        }
        Self::Rejected(FormOutcome::Failed)
    }
}
