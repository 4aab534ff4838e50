//! Errors of whoever has to confirm that the account with their address is theirs.

use crate::{
    api::clerk::{
        error::ClerkError,
        possible_errors::{PossibleErrors, map_error},
    },
    server::browser_sign_in::SignInFailure,
};
use identity::{ConfirmLinkError, MailLinkCodeError};

/// Why the account is not linked, as the sign-in page says it.
pub fn not_linked(failure: SignInFailure) -> ClerkError {
    match failure {
        SignInFailure::AddressReassigned => ClerkError::ADDRESS_REASSIGNED,
        SignInFailure::TimebackUnavailable => ClerkError::PROVIDER_UNAVAILABLE,
        _ => ClerkError::UNEXPECTED,
    }
}

impl PossibleErrors for SignInFailure {
    fn all() -> Vec<ClerkError> {
        vec![
            ClerkError::ADDRESS_REASSIGNED,
            ClerkError::PROVIDER_UNAVAILABLE,
        ]
    }
}

map_error!(ConfirmLinkError {
    LinkExpired => ClerkError::NO_SUCH_SIGN_IN,
    NoLocalAccounts => ClerkError::NO_PASSWORDS,
    InvalidCredentials => ClerkError::PASSWORD_INCORRECT,
    CodeExpired => ClerkError::CODE_INCORRECT,
    UserBanned => ClerkError::USER_BANNED,
} TooManyAttempts(TooManyAttempts));

map_error!(MailLinkCodeError {
    MailOff => ClerkError::NO_MAIL,
    LinkExpired => ClerkError::NO_SUCH_SIGN_IN,
    MailedJustNow => ClerkError::MAILED_JUST_NOW,
} TooManyMails(TooManyMails));
