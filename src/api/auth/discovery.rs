use axum::{Json, extract::State, http::header, response::IntoResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::tag;
use crate::server::AppState;
use identity::KEYS_PUBLISHED_FOR;

/// Metadata for verifying this server's access tokens, in the format of OpenID Connect Discovery 1.0.
#[derive(Serialize, ToSchema)]
pub struct OpenIdConfiguration {
    /// Issuer: the `iss` claim of every access token.
    #[schema(example = "https://school.example/auth/v1")]
    issuer: String,
    /// URL of the public keys.
    #[schema(example = "https://school.example/auth/v1/.well-known/jwks.json")]
    jwks_uri: String,
    /// Present because the standard requires it. This server is not an OAuth server and rejects requests to it.
    authorization_endpoint: String,
    token_endpoint: String,
    /// Returns the user in GoTrue's format.
    userinfo_endpoint: String,
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; 1],
    grant_types_supported: [&'static str; 2],
    subject_types_supported: [&'static str; 1],
    #[schema(example = json!(["ES256"]))]
    id_token_signing_alg_values_supported: [&'static str; 1],
    token_endpoint_auth_methods_supported: [&'static str; 1],
    code_challenge_methods_supported: [&'static str; 2],
    /// The claims of an access token.
    claims_supported: [&'static str; 13],
}

/// `GET /.well-known/openid-configuration`: returns the issuer and the URL of its public keys.
#[utoipa::path(get, path = "/.well-known/openid-configuration", tag = tag::SERVER, operation_id = "openidConfiguration",
    responses((status = OK, body = OpenIdConfiguration, description = "The provider metadata; cacheable for ten minutes")))]
pub async fn configuration(State(state): State<AppState>) -> impl IntoResponse {
    let issuer = state.identity.policy().issuer.clone();
    let at = |path: &str| format!("{issuer}{path}");
    let configuration = OpenIdConfiguration {
        jwks_uri: at("/.well-known/jwks.json"),
        authorization_endpoint: at("/oauth/authorize"),
        token_endpoint: at("/token"),
        userinfo_endpoint: at("/user"),
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: ["password", "refresh_token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["ES256"],
        token_endpoint_auth_methods_supported: ["none"],
        code_challenge_methods_supported: ["S256", "plain"],
        claims_supported: [
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "email",
            "phone",
            "role",
            "aal",
            "amr",
            "session_id",
            "app_metadata",
            "user_metadata",
        ],
        issuer,
    };
    let kept = format!("public, max-age={}", KEYS_PUBLISHED_FOR.as_secs());
    ([(header::CACHE_CONTROL, kept)], Json(configuration))
}
