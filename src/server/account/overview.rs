use axum::http::HeaderMap;
use display_error_chain::DisplayErrorChain;

use super::ISSUER;
use crate::{
    account::Overview,
    error::AppError,
    server::{AppState, cookie::TokenCookie, failure::Failure},
};
use identity::{AuthContext, Denied, Enrollment, Error};

/// Everything the account page shows to the browser with these headers.
///
/// # Errors
/// [`AppError::SignedOut`] without a session, [`AppError::Internal`] when the store fails.
pub async fn overview(state: &AppState, headers: &HeaderMap) -> Result<Overview, AppError> {
    let auth = auth(state, headers).await?;
    let own = state.identity.own_account(&auth).await.map_err(failed)?;
    let sessions = state.identity.own_sessions(&auth).await.map_err(failed)?;
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
    let auth = auth(state, headers).await?;
    match state.identity.waiting_factor(&auth, ISSUER).await {
        Ok(waiting) => Ok(waiting),
        Err(Denied::Refused(_)) => Ok(None),
        Err(Denied::Failed(error)) => Err(failed(error)),
    }
}

async fn auth(state: &AppState, headers: &HeaderMap) -> Result<AuthContext, AppError> {
    let token = TokenCookie::Session.read(headers, state.origin.is_secure());
    let token = token.ok_or(AppError::SignedOut)?;
    let auth = state.identity.find_browser_auth(&token).await;
    auth.map_err(failed)?.ok_or(AppError::SignedOut)
}

fn failed(error: Error) -> AppError {
    tracing::error!(
        error = %DisplayErrorChain::new(&error),
        "an account could not be read"
    );
    Failure::from(&error).into()
}
