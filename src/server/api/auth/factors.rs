use axum::{
    Json,
    extract::{Path, State},
};
use qrcode::{QrCode, render::svg};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{bearer::Bearer, body::Body, error::ApiError, session::Session};
use crate::{
    identity::Factor,
    server::{AppState, caller::Asked},
};

/// What a school is called in authenticator apps, unless the client says otherwise.
const ISSUER: &str = "Timeback dashboard";

/// The second proof somebody wants to enrol.
#[derive(Deserialize)]
pub struct Wanted {
    factor_type: Option<String>,
    friendly_name: Option<String>,
    issuer: Option<String>,
}

/// `POST /factors`: begins to enrol an authenticator app, whose secret is told once, as text and as a picture.
pub async fn enrol(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Value>, ApiError> {
    match wanted.factor_type.as_deref() {
        Some("totp") => {}
        Some("phone") => return Err(ApiError::NO_PHONE),
        _ => return Err(ApiError::invalid("factor_type needs to be totp")),
    }
    let issuer = wanted.issuer.filter(|issuer| !issuer.is_empty());
    let name = wanted.friendly_name.unwrap_or_default();
    let enrolled = state
        .identity
        .enrol_totp(&access, &name, issuer.as_deref().unwrap_or(ISSUER), &caller)
        .await?;
    let uri = enrolled.uri.expose_secret();
    Ok(Json(json!({
        "id": enrolled.id,
        "type": "totp",
        "friendly_name": enrolled.friendly_name,
        "totp": {
            "qr_code": picture(uri)?,
            "secret": enrolled.secret.expose_secret(),
            "uri": uri,
        },
    })))
}

/// `POST /factors/{id}/challenge`: asks for a code.
pub async fn challenge(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Path(factor): Path<String>,
    Asked(caller): Asked,
) -> Result<Json<Value>, ApiError> {
    let challenge = state.identity.challenge(&access, &factor, &caller).await?;
    Ok(Json(json!({
        "id": challenge.id,
        "type": "totp",
        "expires_at": challenge.expires_at.as_second(),
    })))
}

/// An answer to a challenge.
#[derive(Deserialize)]
pub struct Answer {
    challenge_id: String,
    code: String,
}

/// `POST /factors/{id}/verify`: the same session, surer who it is, for a code of the app or a backup code.
pub async fn verify(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Path(factor): Path<String>,
    Asked(caller): Asked,
    Body(answer): Body<Answer>,
) -> Result<Session, ApiError> {
    let (challenge, code) = (&answer.challenge_id, &answer.code);
    let grant = state
        .identity
        .answer_challenge(&access, &factor, challenge, code, &caller)
        .await?;
    Ok(Session(grant))
}

/// `DELETE /factors/{id}`: takes a factor away.
pub async fn remove(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Path(factor): Path<String>,
    Asked(caller): Asked,
) -> Result<Json<Value>, ApiError> {
    state
        .identity
        .remove_factor(&access, &factor, &caller)
        .await
        .map_err(|denied| ApiError::from(denied).or_insufficient(422))?;
    Ok(Json(json!({ "id": factor })))
}

/// `POST /factors/backup_codes`: ten codes for when the app is lost, told once. GoTrue has no such thing.
pub async fn backup_codes(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
) -> Result<Json<Value>, ApiError> {
    let codes = state.identity.renew_backup_codes(&access, &caller).await?;
    let codes: Vec<_> = codes.iter().map(ExposeSecret::expose_secret).collect();
    Ok(Json(json!({ "codes": codes })))
}

/// A factor as a user's profile shows it.
pub fn entry(factor: &Factor) -> Value {
    let status = if factor.is_verified {
        "verified"
    } else {
        "unverified"
    };
    let mut entry = json!({
        "id": factor.id,
        "friendly_name": factor.friendly_name,
        "factor_type": "totp",
        "status": status,
        "created_at": factor.created_at,
        "updated_at": factor.updated_at,
    });
    if let Some(at) = factor.last_challenged_at {
        entry["last_challenged_at"] = json!(at);
    }
    entry
}

/// The address as a QR code, in SVG.
fn picture(uri: &str) -> Result<String, ApiError> {
    let code = QrCode::new(uri).map_err(|_| ApiError::invalid("The names are too long"))?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build())
}
