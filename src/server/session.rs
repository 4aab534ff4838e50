//! Resolves the session cookie to the current user, once per request.

use display_error_chain::DisplayErrorChain;
use std::{
    future::{Future, ready},
    sync::Arc,
};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{AppState, client_info::client_info, cookie::TokenCookie, failure::Failure};
use crate::viewer::CurrentUser;
use identity::{ActiveSession, ClientInfo, Error, Token};

/// Middleware that adds the current user to the request's extensions. When the session cannot be looked up, the request
/// fails instead of continuing as signed out.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = TokenCookie::Session.read(request.headers(), state.origin.is_secure()) {
        let client = client_info(request.extensions(), request.headers(), &state);
        match find(&state, &token, &client).await {
            Ok(Found::Nobody) => {}
            Ok(Found::Pending) => {
                request.extensions_mut().insert(AwaitsSecondFactor);
            }
            Ok(Found::Active(session)) => {
                let current_user = CurrentUser {
                    session: session.id.clone(),
                    email: session.user.email.clone(),
                    name: session.user.name.clone(),
                    timeback_id: session.user.timeback_id.clone(),
                    time_zone: session.user.time_zone.clone(),
                };
                request.extensions_mut().insert(current_user);
                if let Some(language) = session.user.language {
                    request.extensions_mut().insert(language);
                }
                request.extensions_mut().insert(session.user.id.clone());
                request.extensions_mut().insert(session.auth_context());
            }
            Err(error) => {
                tracing::error!(
                    error = %DisplayErrorChain::new(&error),
                    "the session could not be looked up"
                );
                return Failure::Unavailable.into_response();
            }
        }
    }
    next.run(request).await
}

/// Marks a request whose session is pending: the user still has to verify their second factor.
#[derive(Debug, Clone, Copy)]
pub struct AwaitsSecondFactor;

enum Found {
    Nobody,
    Pending,
    Active(Arc<ActiveSession>),
}

async fn find(state: &AppState, token: &Token, client: &ClientInfo) -> Result<Found, Error> {
    if let Some(session) = state.identity.find_session(token, client).await? {
        return Ok(Found::Active(session));
    }
    let pending = state.identity.find_pending_session(token).await?;
    Ok(pending.map_or(Found::Nobody, |_| Found::Pending))
}

/// Extracts the current user, in a handler that also serves requests that are signed out.
#[derive(Debug)]
pub struct MaybeCurrentUser(pub Option<CurrentUser>);

impl<S: Sync> FromRequestParts<S> for MaybeCurrentUser {
    type Rejection = std::convert::Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send {
        ready(Ok(Self(parts.extensions.get().cloned())))
    }
}
