use crate::api::clerk::verification::{Verification, VerificationError};
use identity::{ExternalFailure, ExternalVerification, ExternalVerificationStatus};

/// Why a provider's account is transferable.
#[derive(Debug, Clone, Copy)]
pub enum Transferable {
    /// It is nobody's: who tried to sign in can sign up.
    ToSignUp,
    /// It is somebody's: who tried to sign up can sign in.
    ToSignIn,
}

/// A verification by a provider in Clerk's format; `url` is where to send the browser, in the response that begins it.
pub fn verification(
    external: &ExternalVerification,
    url: Option<&str>,
    transferable: Transferable,
) -> Verification {
    let name = external.provider.name();
    let error = match external.status {
        ExternalVerificationStatus::Unverified | ExternalVerificationStatus::Verified => None,
        ExternalVerificationStatus::Failed(failure) => {
            Some((failure.code(), failure.message(external.provider)))
        }
        ExternalVerificationStatus::Transferable => Some(match transferable {
            Transferable::ToSignUp => (
                "external_account_not_found",
                format!("There is no account here with that {name} account."),
            ),
            Transferable::ToSignIn => (
                ExternalFailure::AccountExists.code(),
                format!("There is an account here with that {name} account, or its email address."),
            ),
        }),
    };
    Verification {
        object: "verification_oauth",
        status: external.status.as_str(),
        strategy: external.provider.strategy(),
        attempts: None,
        expire_at: None,
        external_verification_redirect_url: url.map(ToOwned::to_owned),
        error: error.map(|(code, message)| VerificationError {
            code,
            long_message: message.clone(),
            message,
        }),
    }
}
