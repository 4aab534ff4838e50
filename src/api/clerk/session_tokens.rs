use std::time::Duration;

use axum::{
    Json,
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    authentication::SecretKey,
    body::Fields,
    error::ClerkError,
    paths::SessionPath,
    possible_errors::{PossibleErrors, Refused, map_error},
    tag,
};
use crate::server::AppState;
use identity::{SessionId, SessionToken, SessionTokenError};

/// A token in Clerk's format.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkToken)]
pub struct Token {
    object: &'static str,
    jwt: String,
}

impl From<SessionToken> for Token {
    fn from(token: SessionToken) -> Self {
        Self {
            object: "token",
            jwt: token.jwt.expose_secret().to_owned(),
        }
    }
}

map_error!(SessionTokenError {
    NoSuchSession => ClerkError::NO_SUCH_SESSION,
    UserBanned => ClerkError::USER_BANNED,
    SecondFactorRequired => ClerkError::new(403, "session_second_factor_required", "Second factor required", "The user has a second factor, and has not shown it in this session."),
    NoSuchTemplate => ClerkError::NO_SUCH_TEMPLATE,
    NoServiceAccount => ClerkError::new(400, "integration_not_configured", "Integration not configured", "FIREBASE_SERVICE_ACCOUNT is not set on this server."),
    InvalidLifetime => ClerkError::value("expires_in_seconds", "must be a number from 30 to 315360000."),
});

/// Extractor for the session and the name of the template in the path.
pub struct TemplatePath {
    session: SessionId,
    template: String,
}

impl<S: Send + Sync> FromRequestParts<S> for TemplatePath {
    type Rejection = ClerkError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ClerkError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let path = path.ok().and_then(|Path((session, template))| {
            let session = SessionId::parse(&session)?;
            Some(Self { session, template })
        });
        path.ok_or(ClerkError::NO_SUCH_SESSION)
    }
}

impl PossibleErrors for TemplatePath {
    fn all() -> Vec<ClerkError> {
        vec![ClerkError::NO_SUCH_SESSION]
    }
}

/// `POST /sessions/{id}/tokens`: issues a session token.
#[utoipa::path(post, path = "/sessions/{id}/tokens", tag = tag::PROGRAMS, operation_id = "clerkCreateSessionToken",
    params(("id" = String, Path, description = "ID of the session")),
    security(("secretKey" = [])),
    responses((status = OK, body = Token, description = "The token"),
        Refused<(SecretKey, SessionPath, Fields, SessionTokenError)>))]
pub async fn create(
    State(state): State<AppState>,
    SessionPath(session): SessionPath,
    fields: Fields,
) -> Result<Json<Token>, ClerkError> {
    issue(&state, &session, None, fields).await
}

/// `POST /sessions/{id}/tokens/{template}`: issues a token by a JWT template.
#[utoipa::path(post, path = "/sessions/{id}/tokens/{template}", tag = tag::PROGRAMS, operation_id = "clerkCreateSessionTokenByTemplate",
    params(("id" = String, Path, description = "ID of the session"),
        ("template" = String, Path, description = "The template's name")),
    security(("secretKey" = [])),
    responses((status = OK, body = Token, description = "The token"),
        Refused<(SecretKey, TemplatePath, Fields, SessionTokenError)>))]
pub async fn create_by_template(
    State(state): State<AppState>,
    TemplatePath { session, template }: TemplatePath,
    fields: Fields,
) -> Result<Json<Token>, ClerkError> {
    issue(&state, &session, Some(&template), fields).await
}

async fn issue(
    state: &AppState,
    session: &SessionId,
    template: Option<&str>,
    mut fields: Fields,
) -> Result<Json<Token>, ClerkError> {
    let lifetime = fields.seconds("expires_in_seconds")?.given();
    fields.end()?;
    let lifetime = lifetime.map(Duration::from_secs);
    let token = state
        .identity
        .session_token_for(session, template, lifetime)
        .await?;
    Ok(Json(token.into()))
}
