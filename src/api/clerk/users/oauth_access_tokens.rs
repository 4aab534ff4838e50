use axum::{Json, extract::State};
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    api::clerk::{
        authentication::SecretKey,
        error::ClerkError,
        parameters::Parameters,
        paths::UserProviderPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{ExternalAccessToken, ExternalAccessTokensError, ExternalProvider};

#[rustfmt::skip]
map_error!(ExternalAccessTokensError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    ProviderOff => ClerkError::PROVIDER_OFF,
    NoRefreshToken => ClerkError::new(400, "oauth_missing_refresh_token", "Missing refresh token", "The access token has expired, and the provider gave no refresh token. The user has to reauthorize the account."),
    NotRenewed => ClerkError::new(400, "oauth_token_retrieval_error", "Token retrieval failed", "The provider did not renew the access token. The user has to reauthorize the account."),
});

/// A user's access token at a provider.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkAccessToken)]
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

/// A list of access tokens, or a page of it with the total number.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ClerkAccessTokens)]
pub enum AccessTokens {
    List(Vec<AccessToken>),
    Page {
        data: Vec<AccessToken>,
        total_count: usize,
    },
}

/// `GET /users/{id}/oauth_access_tokens/{provider}`: returns a user's access tokens at a provider, which are renewed when
/// they have expired. `paginated=true` wraps the list.
#[utoipa::path(get, path = "/users/{id}/oauth_access_tokens/{provider}", tag = tag::PROGRAMS, operation_id = "clerkListUserOauthAccessTokens",
    params(("id" = String, Path, description = "ID of the user"),
        ("provider" = String, Path, description = "The provider, such as `oauth_google`"),
        ("paginated" = Option<bool>, Query, description = "Whether the answer is a page with the total number"),
        ("limit" = Option<i64>, Query, description = "Results at most: 10, or up to 500"),
        ("offset" = Option<i64>, Query, description = "Results to skip")),
    security(("secretKey" = [])),
    responses((status = OK, body = AccessTokens, description = "The tokens, or the page of them"),
        Refused<(SecretKey, UserProviderPath, Parameters, ExternalAccessTokensError)>))]
pub async fn list(
    State(state): State<AppState>,
    UserProviderPath(user, provider): UserProviderPath,
    Client(client): Client,
    mut parameters: Parameters,
) -> Result<Json<AccessTokens>, ClerkError> {
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
    Ok(Json(if is_paginated {
        AccessTokens::Page { data, total_count }
    } else {
        AccessTokens::List(data)
    }))
}
