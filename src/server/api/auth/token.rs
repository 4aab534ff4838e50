use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    body::Body,
    error::ApiError,
    query::Query,
    session::{Session, SessionBody},
    tag,
};
use crate::{
    identity::{Caller, Email, Password, Refusal},
    server::{AppState, caller::Asked},
};

/// What is brought in exchange, by its name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Kind {
    /// `password` or `refresh_token`.
    #[param(required = true, example = "password")]
    grant_type: Option<String>,
}

/// What is brought in exchange.
#[derive(Deserialize, ToSchema)]
#[schema(as = TokenRequest)]
pub struct Brought {
    /// Of `password`.
    email: Option<String>,
    /// Refused: phone numbers are not used here.
    phone: Option<String>,
    /// Of `password`.
    password: Option<String>,
    /// Of `refresh_token`.
    refresh_token: Option<String>,
}

/// `POST /token`: a session for a password (`grant_type=password`), or for the last one's refresh token
/// (`grant_type=refresh_token`).
///
/// A refresh token is good once. The one before the last answers with the current one, so that a lost answer or two tabs
/// that refresh at once sign nobody out; an older one, past `AUTH_REFRESH_REUSE_INTERVAL`, ends its session.
#[utoipa::path(post, path = "/token", tag = tag::SIGN_IN, operation_id = "token", params(Kind),
    request_body(content = Brought, example = json!({
        "email": "maya@example.com", "password": "correct horse battery" })),
    responses((status = OK, body = SessionBody, description = "A session",
        headers(("sb-auth-session-id" = String, description = "The session"),
            ("sb-auth-user-id" = String, description = "The user"),
            ("sb-auth-refresh-token-counter" = i64, description = "How often the session was refreshed")))))]
pub async fn grant(
    State(state): State<AppState>,
    Query(kind): Query<Kind>,
    Asked(caller): Asked,
    Body(brought): Body<Brought>,
) -> Result<Session, ApiError> {
    match kind.grant_type.as_deref() {
        Some("password") => by_password(&state, &caller, brought).await,
        Some("refresh_token") => by_refresh_token(&state, &caller, brought).await,
        _ => Err(ApiError::new(
            400,
            "invalid_credentials",
            "unsupported_grant_type",
        )),
    }
}

async fn by_password(
    state: &AppState,
    caller: &Caller,
    brought: Brought,
) -> Result<Session, ApiError> {
    if brought.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let (Some(email), Some(password)) = (brought.email, brought.password) else {
        return Err(ApiError::invalid(
            "An email address and a password are needed",
        ));
    };
    let email = Email::parse(&email).map_err(|_| Refusal::InvalidCredentials)?;
    let password = Password::presented(password)?;
    let grant = state
        .identity
        .sign_in_with_password(&email, &password, caller)
        .await?;
    tracing::info!(session = grant.session.as_str(), "a user signed in");
    Ok(Session(grant))
}

async fn by_refresh_token(
    state: &AppState,
    caller: &Caller,
    brought: Brought,
) -> Result<Session, ApiError> {
    let token = brought
        .refresh_token
        .filter(|token| !token.is_empty())
        .ok_or(ApiError::invalid("refresh_token required"))?;
    let grant = state.identity.refresh(&token, caller).await?;
    Ok(Session(grant))
}
