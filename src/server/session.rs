//! Turns the session cookie into a viewer, once per request.

use std::future::{Future, ready};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{AppState, cookie::TokenCookie, failure::Failure};
use crate::viewer::Viewer;
use identity::{ActiveSession, Error, Token};

/// The layer that tells the rest of the request who is looking. A store that fails means nobody can be trusted to be
/// signed in: the request ends.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = TokenCookie::Session.read(request.headers(), state.origin.is_secure()) {
        match find(&state, &token).await {
            Ok(Found::Nobody) => {}
            Ok(Found::Pending) => {
                request.extensions_mut().insert(AwaitsSecondFactor);
            }
            Ok(Found::Active(session)) => {
                let viewer = Viewer {
                    session: session.id.clone(),
                    email: session.user.email.clone(),
                    name: session.user.name.clone(),
                    timeback_id: session.user.timeback_id.clone(),
                };
                request.extensions_mut().insert(viewer);
                request.extensions_mut().insert(session.user.id.clone());
                request.extensions_mut().insert(session.auth_context());
            }
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the session could not be looked up"
                );
                return Failure::Unavailable.into_response();
            }
        }
    }
    next.run(request).await
}

/// The mark on a request of somebody who is signed in as soon as they show their second factor, and not before.
#[derive(Debug, Clone, Copy)]
pub struct AwaitsSecondFactor;

enum Found {
    Nobody,
    Pending,
    Active(ActiveSession),
}

async fn find(state: &AppState, token: &Token) -> Result<Found, Error> {
    if let Some(session) = state.identity.find_session(token).await? {
        return Ok(Found::Active(session));
    }
    let pending = state.identity.find_pending_session(token).await?;
    Ok(pending.map_or(Found::Nobody, |_| Found::Pending))
}

/// Who is signed in, for a handler that answers to anybody.
#[derive(Debug)]
pub struct MaybeViewer(pub Option<Viewer>);

impl<S: Sync> FromRequestParts<S> for MaybeViewer {
    type Rejection = std::convert::Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send {
        ready(Ok(Self(parts.extensions.get().cloned())))
    }
}
