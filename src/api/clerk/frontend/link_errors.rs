//! Errors of whoever has to confirm that the account with their address is theirs.

use crate::{api::clerk::error::ClerkError, server::browser_sign_in::SignInFailure};
use identity::{ConfirmLinkError, MailLinkCodeError};

/// Why the account is not linked, as the sign-in page says it.
pub fn not_linked(failure: SignInFailure) -> ClerkError {
    match failure {
        SignInFailure::AddressReassigned => ClerkError::ADDRESS_REASSIGNED,
        SignInFailure::TimebackUnavailable => ClerkError::PROVIDER_UNAVAILABLE,
        _ => ClerkError::UNEXPECTED,
    }
}

impl From<ConfirmLinkError> for ClerkError {
    fn from(error: ConfirmLinkError) -> Self {
        match error {
            ConfirmLinkError::LinkExpired => Self::NO_SUCH_SIGN_IN,
            ConfirmLinkError::NoLocalAccounts => Self::NO_PASSWORDS,
            ConfirmLinkError::InvalidCredentials => Self::PASSWORD_INCORRECT,
            ConfirmLinkError::CodeExpired => Self::CODE_INCORRECT,
            ConfirmLinkError::UserBanned => Self::USER_BANNED,
            ConfirmLinkError::TooManyAttempts(error) => error.into(),
            ConfirmLinkError::Failed(error) => error.into(),
        }
    }
}

impl From<MailLinkCodeError> for ClerkError {
    fn from(error: MailLinkCodeError) -> Self {
        match error {
            MailLinkCodeError::MailOff => Self::NO_MAIL,
            MailLinkCodeError::LinkExpired => Self::NO_SUCH_SIGN_IN,
            MailLinkCodeError::TooManyMails(error) => error.into(),
            MailLinkCodeError::MailedJustNow => Self::MAILED_JUST_NOW,
            MailLinkCodeError::Failed(error) => error.into(),
        }
    }
}
