use axum::response::{IntoResponse, Response};
use display_error_chain::DisplayErrorChain;

use crate::server::{
    browser_sign_in::{SignInFailure, with_error},
    failure::Failure,
};
use identity::{self, oidc};

/// Reason why a sign-in failed. The browser is redirected to the sign-in page, which shows a message for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInError {
    Cancelled,
    Expired,
    NoEmail,
    Unavailable,
    Failed,
    /// This server failed, not the provider.
    Failure(Failure),
}

impl IntoResponse for SignInError {
    fn into_response(self) -> Response {
        let failure = match self {
            Self::Cancelled => SignInFailure::Cancelled,
            Self::Expired => SignInFailure::Expired,
            Self::NoEmail => SignInFailure::NoEmail,
            Self::Unavailable => SignInFailure::TimebackUnavailable,
            Self::Failed => SignInFailure::Failed,
            Self::Failure(failure) => return failure.into_response(),
        };
        with_error("/", failure)
    }
}

impl From<oidc::Error> for SignInError {
    fn from(error: oidc::Error) -> Self {
        tracing::warn!(error = %DisplayErrorChain::new(&error), "a sign-in failed");
        match error {
            oidc::Error::NoEmail => Self::NoEmail,
            oidc::Error::Provider { .. } => Self::Unavailable,
            _ => Self::Failed,
        }
    }
}

impl From<identity::Error> for SignInError {
    fn from(error: identity::Error) -> Self {
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "the account store failed during a sign-in"
        );
        Self::Failure(Failure::from(&error))
    }
}
