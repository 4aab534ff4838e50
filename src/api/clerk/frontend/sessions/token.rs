use axum::{extract::Path, response::Response};

use super::require;
use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{Refused, SignedIn},
    session_tokens::Token,
    tag,
};
use identity::{AuthContext, SessionTokenError};

/// `POST /client/sessions/{id}/tokens`: issues a session token. The response is the bare token.
#[utoipa::path(post, path = "/client/sessions/{id}/tokens", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateToken",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, body = Token, description = "The bare token"),
        Refused<(Browser, SignedIn, SessionTokenError)>))]
pub async fn create(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    issue(&id, None, browser).await
}

/// `POST /client/sessions/{id}/tokens/{template}`: issues a token by the template of this name. The response is the bare
/// token.
#[utoipa::path(post, path = "/client/sessions/{id}/tokens/{template}", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateTokenByTemplate",
    params(("id" = String, Path, description = "ID of the session"),
        ("template" = String, Path, description = "The template's name")),
    security(("session" = [])),
    responses((status = OK, body = Token, description = "The bare token"),
        Refused<(Browser, SignedIn, SessionTokenError)>))]
pub async fn create_by_template(
    Path((id, template)): Path<(String, String)>,
    browser: Browser,
) -> Result<Response, ClerkError> {
    issue(&id, Some(&template), browser).await
}

async fn issue(id: &str, template: Option<&str>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = require(&browser, id)?.auth_context();
    let token = token(&browser, &auth, template).await?;
    Ok(browser.respond(token))
}

/// Issues a token of this session.
pub async fn token(
    browser: &Browser,
    auth: &AuthContext,
    template: Option<&str>,
) -> Result<Token, ClerkError> {
    let identity = &browser.state.identity;
    let token = identity
        .session_token(auth, template, browser.page_origin())
        .await?;
    Ok(token.into())
}
