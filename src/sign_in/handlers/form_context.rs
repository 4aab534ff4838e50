use axum::{extract::FromRequestParts, http::request::Parts};

use crate::server::{AppState, client_info::Client, cookie::TokenCookie, return_path::ReturnPath};
use identity::{ClientInfo, Token};

/// The context of a sign-in form: the client, and the cookies that matter to it.
pub struct SignInFormContext {
    /// The client that sent the form.
    pub client: ClientInfo,
    /// The session token that the browser brought, valid or not.
    pub session: Option<Token>,
    /// The page they asked for before.
    pub return_path: Option<ReturnPath>,
}

impl FromRequestParts<AppState> for SignInFormContext {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let Client(client) = Client::from_request_parts(parts, state).await?;
        let secure = state.origin.is_secure();
        Ok(Self {
            client,
            session: TokenCookie::Session.read(&parts.headers, secure),
            return_path: ReturnPath::read(&parts.headers, secure),
        })
    }
}
