//! `POST /oauth2/token`: the OAuth token endpoint.

mod access_tokens;
mod client;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;
use url::form_urlencoded;

use super::Sandbox;
use super::idp::CodeExchange;
pub use access_tokens::AccessTokens;

/// The token endpoint.
pub fn router() -> Router<Sandbox> {
    Router::new().route("/oauth2/token", post(grant))
}

async fn grant(State(sandbox): State<Sandbox>, headers: HeaderMap, body: String) -> Response {
    let form: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    match find(&form, "grant_type") {
        Some("client_credentials") => client_credentials(&sandbox, &headers, &form),
        Some("authorization_code") => authorization_code(&sandbox, &headers, &form).await,
        Some(_) => refuse("unsupported_grant_type"),
        None => refuse("invalid_request"),
    }
}

fn client_credentials(
    sandbox: &Sandbox,
    headers: &HeaderMap,
    form: &[(String, String)],
) -> Response {
    if !client::is_known(headers, form) {
        return refuse("invalid_client");
    }
    // The platform's API has no scopes.
    if find(form, "scope").is_some_and(|scope| !scope.trim().is_empty()) {
        return refuse("invalid_scope");
    }
    let token = sandbox.0.tokens.issue(sandbox.now());
    let answer = json!({
        "access_token": token,
        "expires_in": access_tokens::LIFETIME.as_secs(),
        "token_type": "Bearer",
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

/// The authorization code grant.
async fn authorization_code(
    sandbox: &Sandbox,
    headers: &HeaderMap,
    form: &[(String, String)],
) -> Response {
    let exchange = CodeExchange::read(|name| find(form, name));
    let basic = client::basic(headers);
    let basic = basic
        .as_ref()
        .map(|(id, secret)| (id.as_str(), secret.as_str()));
    sandbox.0.idp.exchange_code(&exchange, basic).await
}

/// Error response; the provider only uses status 400.
fn refuse(error: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response()
}

fn find<'f>(form: &'f [(String, String)], name: &str) -> Option<&'f str> {
    form.iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}
