use axum::{Json, extract::State, http::header, response::IntoResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::{error::ApiError, possible_errors::Refused, tag};
use crate::server::AppState;
use identity::KEYS_PUBLISHED_FOR;

/// Name and version of the server.
#[derive(Serialize, ToSchema)]
pub struct Health {
    version: &'static str,
    #[schema(example = "timeback-dashboard")]
    name: &'static str,
    description: &'static str,
}

/// `GET /health`: returns the server's name and version.
#[utoipa::path(get, path = "/health", tag = tag::SERVER, operation_id = "health",
    responses((status = OK, body = Health, description = "The server's name and version")))]
pub async fn health() -> Json<Health> {
    Json(Health {
        version: env!("CARGO_PKG_VERSION"),
        name: "timeback-dashboard",
        description: "Auth API of a self-hosted student dashboard, compatible with GoTrue",
    })
}

/// The enabled sign-in methods.
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of GoTrue's contract"
)]
#[derive(Serialize, ToSchema)]
pub struct Settings {
    external: External,
    /// Whether sign-ups are disabled.
    disable_signup: bool,
    /// Whether autoconfirm is on: new e-mail addresses count as confirmed without a verification e-mail.
    mailer_autoconfirm: bool,
    phone_autoconfirm: bool,
    sms_provider: &'static str,
    saml_enabled: bool,
    passkeys_enabled: bool,
}

/// The enabled credentials and providers.
#[derive(Serialize, ToSchema)]
struct External {
    #[schema(example = true)]
    email: bool,
    phone: bool,
    anonymous_users: bool,
}

/// `GET /settings`: returns the enabled sign-in methods.
#[utoipa::path(get, path = "/settings", tag = tag::SERVER, operation_id = "settings",
    responses((status = OK, body = Settings, description = "The settings")))]
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

/// A JSON Web Key Set (RFC 7517).
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "the key set is built by `identity`; this describes it"
)]
pub struct JwkSet {
    keys: Vec<PublicJwk>,
}

/// A public signing key.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "see JwkSet")]
pub enum PublicJwk {
    Ec(EcJwk),
    Rsa(RsaJwk),
}

/// A public key of access tokens, on the P-256 curve.
#[derive(Serialize, ToSchema)]
pub struct EcJwk {
    #[schema(example = "EC")]
    kty: String,
    #[schema(example = "P-256")]
    crv: String,
    #[schema(example = "ES256")]
    alg: String,
    #[schema(example = "sig")]
    r#use: String,
    /// Key ID, as in the header of an access token.
    kid: String,
    x: String,
    y: String,
}

/// A public RSA key of session tokens and of tokens for services.
#[derive(Serialize, ToSchema)]
pub struct RsaJwk {
    #[schema(example = "RSA")]
    kty: String,
    #[schema(example = "RS256")]
    alg: String,
    #[schema(example = "sig")]
    r#use: String,
    /// Key ID, as in the header of a token.
    kid: String,
    n: String,
    #[schema(example = "AQAB")]
    e: String,
}

/// `GET /.well-known/jwks.json`: returns the public keys that verify access tokens and tokens for services.
///
/// Keys rotate. A new key is published before it signs a token, and an old key stays until the last token it signed has
/// expired. Fetch the set again when a token's `kid` is unknown.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = tag::SERVER, operation_id = "jwks",
    responses((status = OK, body = JwkSet, description = "The key set; cacheable for ten minutes"),
        Refused<()>))]
pub async fn keys(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    let keys = state.identity.published_keys().await?;
    Ok(([(header::CACHE_CONTROL, kept)], Json(keys)))
}
