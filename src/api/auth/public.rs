use axum::{Json, extract::State, http::header, response::IntoResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::{error::ApiError, tag};
use crate::server::AppState;
use identity::KEYS_PUBLISHED_FOR;

/// Who answers.
#[derive(Serialize, ToSchema)]
pub struct Health {
    version: &'static str,
    #[schema(example = "timeback-dashboard")]
    name: &'static str,
    description: &'static str,
}

/// `GET /health`: who answers here.
#[utoipa::path(get, path = "/health", tag = tag::SERVER, operation_id = "health",
    responses((status = OK, body = Health, description = "The server, and its version")))]
pub async fn health() -> Json<Health> {
    Json(Health {
        version: env!("CARGO_PKG_VERSION"),
        name: "timeback-dashboard",
        description: "Accounts of a self-hosted student dashboard, by the API of GoTrue",
    })
}

/// The ways in.
#[expect(clippy::struct_excessive_bools, reason = "the contract's fields")]
#[derive(Serialize, ToSchema)]
pub struct Settings {
    external: External,
    /// Whether nobody may make an account.
    disable_signup: bool,
    /// Whether an address is believed without a mail to it.
    mailer_autoconfirm: bool,
    phone_autoconfirm: bool,
    sms_provider: &'static str,
    saml_enabled: bool,
    passkeys_enabled: bool,
}

/// By what people may prove who they are.
#[derive(Serialize, ToSchema)]
struct External {
    #[schema(example = true)]
    email: bool,
    phone: bool,
    anonymous_users: bool,
}

/// `GET /settings`: which ways in there are.
#[utoipa::path(get, path = "/settings", tag = tag::SERVER, operation_id = "settings",
    responses((status = OK, body = Settings, description = "What this server allows")))]
pub async fn settings(State(state): State<AppState>) -> Json<Settings> {
    let policy = state.identity.policy();
    Json(Settings {
        external: External {
            email: policy.local_accounts,
            phone: false,
            anonymous_users: false,
        },
        disable_signup: !policy.can_sign_up(),
        mailer_autoconfirm: policy.autoconfirm,
        phone_autoconfirm: false,
        sms_provider: "",
        saml_enabled: false,
        passkeys_enabled: false,
    })
}

/// A set of public keys, as RFC 7517 writes one.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "the set itself is made by the accounts; this describes it"
)]
pub struct JwkSet {
    keys: Vec<PublicJwk>,
}

/// A public key on the curve P-256.
#[derive(ToSchema)]
#[expect(dead_code, reason = "see JwkSet")]
pub struct PublicJwk {
    #[schema(example = "EC")]
    kty: String,
    #[schema(example = "P-256")]
    crv: String,
    #[schema(example = "ES256")]
    alg: String,
    #[schema(example = "sig")]
    r#use: String,
    /// Which key a token's header names.
    kid: String,
    x: String,
    y: String,
}

/// `GET /.well-known/jwks.json`: the keys by which anybody can check our access tokens.
///
/// Keys are replaced in time; a new one is here before a token is signed with it, an old one as long as a token of it may
/// count. Fetch the set again when a token names a key you do not have.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = tag::SERVER, operation_id = "jwks",
    responses((status = OK, body = JwkSet, description = "The keys; they may be kept for ten minutes")))]
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    let keys = state.identity.published_keys().await?;
    Ok(([(header::CACHE_CONTROL, kept)], Json(keys)))
}
