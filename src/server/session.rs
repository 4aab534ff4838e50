//! Turns the session cookie into a viewer, once per request.

use std::future::{Future, ready};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{AppState, cookie::TokenCookie, health};
use crate::viewer::Viewer;

/// The layer that tells the rest of the request who is looking. A store that fails means nobody can be trusted to be
/// signed in: the request ends.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Some(token) = TokenCookie::Session.read(request.headers(), state.origin.is_secure()) {
        match state.identity.find_session(&token).await {
            Ok(None) => {}
            Ok(Some(session)) => {
                let viewer = Viewer {
                    session: session.id,
                    email: session.user.email,
                    name: session.user.name,
                    timeback_id: session.user.timeback_id,
                };
                request.extensions_mut().insert(viewer);
            }
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the session could not be looked up"
                );
                return health::unavailable().into_response();
            }
        }
    }
    next.run(request).await
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
