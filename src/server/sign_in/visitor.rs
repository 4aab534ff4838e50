use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    identity::{Caller, Token},
    server::{AppState, caller::Asked, cookie::TokenCookie},
};

/// Who sends a form of the way in.
pub struct Visitor {
    /// Where they come from.
    pub caller: Caller,
    /// What their browser brought of a session, whether or not it opens one.
    pub session: Option<Token>,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let Asked(caller) = Asked::from_request_parts(parts, state).await?;
        Ok(Self {
            caller,
            session: TokenCookie::Session.read(&parts.headers, state.origin.is_secure()),
        })
    }
}
