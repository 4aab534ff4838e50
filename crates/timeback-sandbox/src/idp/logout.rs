//! The end-session endpoint: ends the provider's session and redirects back, by OpenID Connect RP-Initiated Logout
//! (`post_logout_redirect_uri`) or Cognito's variant (`logout_uri`).

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;
use url::Url;

use super::Idp;
use super::client::parse_redirect_uri;
use super::page::error_page;

/// Query of the request.
#[derive(Deserialize)]
pub struct LogoutParameters {
    client_id: Option<String>,
    logout_uri: Option<String>,
    post_logout_redirect_uri: Option<String>,
    id_token_hint: Option<String>,
    state: Option<String>,
}

/// `GET /logout`
pub async fn logout(
    State(idp): State<Idp>,
    headers: HeaderMap,
    query: Result<Query<LogoutParameters>, QueryRejection>,
) -> Response {
    let Ok(Query(parameters)) = query else {
        return error_page("The request is malformed: a parameter is there twice.");
    };
    if !idp.is_from_client(&parameters) {
        return error_page(
            "The application is not registered (client_id), or the ID token is not its own (id_token_hint).",
        );
    }
    let Some(address) = parameters.address() else {
        return error_page(
            "The request needs an address on this machine (logout_uri or post_logout_redirect_uri).",
        );
    };
    let headers = [
        (header::SET_COOKIE, idp.end_session(&headers)),
        (header::LOCATION, address),
    ];
    (StatusCode::FOUND, AppendHeaders(headers)).into_response()
}

impl LogoutParameters {
    /// Returns the URL to redirect to, with the client's `state`.
    fn address(&self) -> Option<axum::http::HeaderValue> {
        let address = self.logout_uri.as_ref();
        let address = address.or(self.post_logout_redirect_uri.as_ref())?;
        let mut address: Url = parse_redirect_uri(address)?;
        if let Some(state) = &self.state {
            address.query_pairs_mut().append_pair("state", state);
        }
        address.as_str().try_into().ok()
    }
}

impl Idp {
    /// Whether the request is from our client: by client id, by an ID token issued to it, or both.
    fn is_from_client(&self, parameters: &LogoutParameters) -> bool {
        let by_id = parameters
            .client_id
            .as_deref()
            .map(|id| self.client.has_id(id));
        let by_token = parameters
            .id_token_hint
            .as_deref()
            .map(|token| audience(token).is_some_and(|audience| self.client.has_id(&audience)));
        by_id.or(by_token) == Some(true) && by_token != Some(false)
    }
}

/// Returns the audience of an ID token. It is a hint, so neither expiry nor signature is checked.
fn audience(token: &str) -> Option<String> {
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?);
    let claims: serde_json::Value = serde_json::from_slice(&claims.ok()?).ok()?;
    Some(claims["aud"].as_str()?.to_owned())
}
