use axum::{extract::Path, response::Response};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::require;
use crate::api::clerk::{error::ClerkError, frontend::browser::Browser};
use identity::{AuthContext, SessionTokenError};

/// A token in Clerk's format.
#[derive(Serialize)]
pub struct TokenResource {
    object: &'static str,
    jwt: String,
}

impl From<SessionTokenError> for ClerkError {
    fn from(error: SessionTokenError) -> Self {
        match error {
            SessionTokenError::NoSuchSession | SessionTokenError::SecondFactorRequired => {
                Self::SIGNED_OUT
            }
            SessionTokenError::UserBanned => Self::USER_BANNED,
            SessionTokenError::NoSuchTemplate => Self::NO_SUCH_TEMPLATE,
            SessionTokenError::NoServiceAccount => Self::NO_SERVICE_ACCOUNT,
            SessionTokenError::InvalidLifetime => {
                Self::value("expires_in_seconds", "must be from 30 to 315360000.")
            }
            SessionTokenError::Failed(error) => error.into(),
        }
    }
}

/// `POST /client/sessions/{id}/tokens`: issues a session token. The response is the bare token.
pub async fn create(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    issue(&id, None, browser).await
}

/// `POST /client/sessions/{id}/tokens/{template}`: issues a token by the template of this name. The response is the bare
/// token.
pub async fn create_by_template(
    Path((id, template)): Path<(String, String)>,
    browser: Browser,
) -> Result<Response, ClerkError> {
    issue(&id, Some(&template), browser).await
}

async fn issue(id: &str, template: Option<&str>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = require(&browser, id)?.auth_context();
    let token = TokenResource::issue(&browser, &auth, template).await?;
    Ok(browser.respond(token))
}

impl TokenResource {
    /// Issues a token of this session.
    pub async fn issue(
        browser: &Browser,
        auth: &AuthContext,
        template: Option<&str>,
    ) -> Result<Self, ClerkError> {
        let identity = &browser.state.identity;
        let token = identity
            .session_token(auth, template, browser.page_origin())
            .await?;
        Ok(Self {
            object: "token",
            jwt: token.jwt.expose_secret().to_owned(),
        })
    }
}
