use std::{convert::Infallible, future::Future};

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    identity::{Caller, Token},
    server::{AppState, caller::caller, cookie::TokenCookie},
};

/// Who stands at the way in.
pub struct Visitor {
    /// Where they ask from.
    pub caller: Caller,
    /// The token of the session they come with, if any.
    pub token: Option<Token>,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> impl Future<Output = Result<Self, Self::Rejection>> + Send {
        std::future::ready(Ok(Self {
            caller: caller(&parts.extensions, &parts.headers, state),
            token: TokenCookie::Session.read(&parts.headers, state.origin.is_secure()),
        }))
    }
}
