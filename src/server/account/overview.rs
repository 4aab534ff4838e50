use axum::http::HeaderMap;

use super::ISSUER;
use crate::{
    account::Overview,
    error::AppError,
    server::{AppState, cookie::TokenCookie, failure::Failure},
};
use identity::{Access, Denied, Enrollment, Error};

/// Everything the account page shows to the browser with these headers.
///
/// # Errors
/// [`AppError::SignedOut`] without a session, [`AppError::Internal`] when the store fails.
pub async fn overview(state: &AppState, headers: &HeaderMap) -> Result<Overview, AppError> {
    let access = access(state, headers).await?;
    let own = state.identity.own_account(&access).await.map_err(failed)?;
    let sessions = state.identity.own_sessions(&access).await.map_err(failed)?;
    Ok(Overview {
        own: own.ok_or(AppError::SignedOut)?,
        sessions,
    })
}

/// The authenticator app that waits for its first code; none also where it must be proved first that it is the user.
///
/// # Errors
/// As [`overview`].
pub async fn waiting_factor(
    state: &AppState,
    headers: &HeaderMap,
) -> Result<Option<Enrollment>, AppError> {
    let access = access(state, headers).await?;
    match state.identity.waiting_factor(&access, ISSUER).await {
        Ok(waiting) => Ok(waiting),
        Err(Denied::Refused(_)) => Ok(None),
        Err(Denied::Failed(error)) => Err(failed(error)),
    }
}

async fn access(state: &AppState, headers: &HeaderMap) -> Result<Access, AppError> {
    let token = TokenCookie::Session.read(headers, state.origin.is_secure());
    let token = token.ok_or(AppError::SignedOut)?;
    let access = state.identity.find_browser_access(&token).await;
    access.map_err(failed)?.ok_or(AppError::SignedOut)
}

fn failed(error: Error) -> AppError {
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "an account could not be read"
    );
    Failure::from(&error).into()
}
