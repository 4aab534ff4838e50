use axum::{
    Json,
    extract::State,
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    api::clerk::{error::ClerkError, parameters::Parameters, paths::UserProviderPath},
    server::{AppState, client_info::Client},
};
use identity::{ExternalAccessToken, ExternalAccessTokensError, ExternalProvider};

#[rustfmt::skip]
impl From<ExternalAccessTokensError> for ClerkError {
    fn from(error: ExternalAccessTokensError) -> Self {
        match error {
            ExternalAccessTokensError::NoSuchUser => Self::NO_SUCH_USER,
            ExternalAccessTokensError::ProviderOff => Self::PROVIDER_OFF,
            ExternalAccessTokensError::NoRefreshToken => Self::new(400, "oauth_missing_refresh_token", "Missing refresh token", "The access token has expired, and the provider gave no refresh token. The user has to reauthorize the account."),
            ExternalAccessTokensError::NotRenewed => Self::new(400, "oauth_token_retrieval_error", "Token retrieval failed", "The provider did not renew the access token. The user has to reauthorize the account."),
            ExternalAccessTokensError::Failed(error) => error.into(),
        }
    }
}

/// A user's access token at a provider.
#[derive(Serialize)]
pub struct AccessToken {
    object: &'static str,
    external_account_id: String,
    provider_user_id: (),
    token: String,
    provider: &'static str,
    public_metadata: Map<String, Value>,
    label: (),
    scopes: Vec<String>,
    expires_at: Option<i64>,
}

impl AccessToken {
    fn new(token: &ExternalAccessToken, provider: ExternalProvider) -> Self {
        Self {
            object: "oauth_access_token",
            external_account_id: token.account.as_str().to_owned(),
            provider_user_id: (),
            token: token.token.expose_secret().to_owned(),
            provider: provider.strategy(),
            public_metadata: Map::new(),
            label: (),
            scopes: token.scopes.clone(),
            expires_at: token.expires_at.map(Timestamp::as_millisecond),
        }
    }
}

/// A page of access tokens.
#[derive(Serialize)]
struct Tokens {
    data: Vec<AccessToken>,
    total_count: usize,
}

/// `GET /users/{id}/oauth_access_tokens/{provider}`: returns a user's access tokens at a provider, which are renewed when
/// they have expired. `paginated=true` wraps the list.
pub async fn list(
    State(state): State<AppState>,
    UserProviderPath(user, provider): UserProviderPath,
    Client(client): Client,
    mut parameters: Parameters,
) -> Result<Response, ClerkError> {
    let is_paginated = parameters.flag("paginated")?;
    let page = parameters.page()?;
    parameters.end()?;
    let tokens = state
        .identity
        .external_access_tokens(&user, provider, &client)
        .await?;
    let total_count = tokens.len();
    let number = |number: i64| usize::try_from(number).unwrap_or_default();
    let data: Vec<_> = tokens
        .iter()
        .skip(number(page.offset))
        .take(number(page.limit))
        .map(|token| AccessToken::new(token, provider))
        .collect();
    Ok(if is_paginated {
        Json(Tokens { data, total_count }).into_response()
    } else {
        Json(data).into_response()
    })
}
