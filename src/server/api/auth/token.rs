use axum::extract::{Query, State};
use serde::Deserialize;

use super::{body::Body, error::ApiError, session::Session};
use crate::{
    identity::{Caller, Email, Password, Refusal},
    server::{AppState, caller::Asked},
};

/// What is brought in exchange, by its name.
#[derive(Deserialize)]
pub struct Kind {
    grant_type: Option<String>,
}

/// What is brought in exchange.
#[derive(Deserialize)]
pub struct Brought {
    email: Option<String>,
    phone: Option<String>,
    password: Option<String>,
    refresh_token: Option<String>,
}

/// `POST /token`: a session for a password (`grant_type=password`), or for the last one's refresh token
/// (`grant_type=refresh_token`).
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
