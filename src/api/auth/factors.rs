use axum::{
    Json,
    extract::{Path, State},
};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use utoipa::ToSchema;

pub use super::factor_body::FactorEntry;
use super::{
    bearer::Bearer,
    body::Body,
    error::ApiError,
    factor_body::{BackupCodes, ChallengeBody, Enrolled, TotpSecret, Unenrolled},
    session::{Session, SessionBody},
    switched_off, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{OneTimeCode, Refusal};

/// What a school is called in authenticator apps, unless the client says otherwise.
const ISSUER: &str = "Timeback dashboard";

/// The second proof somebody wants to enrol.
#[derive(Deserialize, ToSchema)]
#[schema(as = EnrolFactor)]
pub struct EnrolFactorRequest {
    /// `totp`.
    #[schema(required = true)]
    factor_type: Option<String>,
    /// What the user calls it.
    friendly_name: Option<String>,
    /// What the school is called in the app.
    issuer: Option<String>,
}

/// `POST /factors`: begins to enrol an authenticator app, whose secret is told once, as text and as a picture.
///
/// A factor that never showed a code does not count: a new one of the same name takes its place, and after a day it is
/// deleted.
#[utoipa::path(post, path = "/factors", tag = tag::FACTORS, operation_id = "enrolFactor", security(("bearer" = [])),
    request_body(content = EnrolFactorRequest, example = json!({ "factor_type": "totp", "friendly_name": "Phone" })),
    responses((status = OK, body = Enrolled, description = "The factor, and its secret")))]
pub async fn enrol(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
    Body(request): Body<EnrolFactorRequest>,
) -> Result<Json<Enrolled>, ApiError> {
    match request.factor_type.as_deref() {
        Some("totp") => {}
        Some("phone") => return Err(switched_off::PHONE_FACTOR),
        Some("webauthn") => return Err(switched_off::WEBAUTHN_FACTOR),
        _ => return Err(ApiError::invalid("factor_type needs to be totp")),
    }
    let issuer = request.issuer.filter(|issuer| !issuer.is_empty());
    let name = request.friendly_name.unwrap_or_default();
    let enrolled = state
        .identity
        .enrol_totp(&auth, &name, issuer.as_deref().unwrap_or(ISSUER), &client)
        .await?;
    let qr_code = enrolled
        .qr_code()
        .ok_or(ApiError::invalid("The names are too long"))?;
    let uri = enrolled.uri.expose_secret();
    Ok(Json(Enrolled {
        id: enrolled.id,
        r#type: "totp",
        friendly_name: enrolled.friendly_name,
        totp: TotpSecret {
            qr_code: qr_code.expose_secret().to_owned(),
            secret: enrolled.secret.expose_secret().to_owned(),
            uri: uri.to_owned(),
        },
    }))
}

/// `POST /factors/{id}/challenge`: asks for a code.
#[utoipa::path(post, path = "/factors/{id}/challenge", tag = tag::FACTORS, operation_id = "challengeFactor",
    params(("id" = String, Path, description = "The factor")), security(("bearer" = [])),
    responses((status = OK, body = ChallengeBody, description = "A challenge, to be answered within five minutes")))]
pub async fn challenge(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(factor): Path<String>,
    Client(client): Client,
) -> Result<Json<ChallengeBody>, ApiError> {
    let challenge = state.identity.challenge(&auth, &factor, &client).await?;
    Ok(Json(ChallengeBody {
        id: challenge.id,
        r#type: "totp",
        expires_at: challenge.expires_at.as_second(),
    }))
}

/// An answer to a challenge.
#[derive(Deserialize, ToSchema)]
#[schema(as = AnswerChallenge)]
pub struct VerifyFactorRequest {
    challenge_id: String,
    /// Six digits of the app, or a backup code; spaces, dashes, invisible characters, the case of letters and the script
    /// of digits do not matter.
    code: String,
}

/// `POST /factors/{id}/verify`: the same session, surer who it is, for a code of the app or a backup code.
///
/// A challenge is bound to its session and factor; unlike with GoTrue, the network address may change between the two
/// requests. What has not the form of a code is refused as a wrong one is, and does not count as a guess.
#[utoipa::path(post, path = "/factors/{id}/verify", tag = tag::FACTORS, operation_id = "verifyFactor",
    params(("id" = String, Path, description = "The factor")), security(("bearer" = [])),
    request_body(content = VerifyFactorRequest, example = json!({
        "challenge_id": "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70", "code": "123456" })),
    responses((status = OK, body = SessionBody, description = "The session, at `aal2`")))]
pub async fn verify(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(factor): Path<String>,
    Client(client): Client,
    Body(request): Body<VerifyFactorRequest>,
) -> Result<Session, ApiError> {
    let challenge = &request.challenge_id;
    let code = OneTimeCode::parse(&request.code).map_err(|_| Refusal::CodeRefused)?;
    let grant = state
        .identity
        .answer_challenge(&auth, &factor, challenge, &code, &client)
        .await?;
    Ok(Session(grant))
}

/// `DELETE /factors/{id}`: takes a factor away.
#[utoipa::path(delete, path = "/factors/{id}", tag = tag::FACTORS, operation_id = "unenrolFactor",
    params(("id" = String, Path, description = "The factor")), security(("bearer" = [])),
    responses((status = OK, body = Unenrolled, description = "It is gone")))]
pub async fn remove(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(factor): Path<String>,
    Client(client): Client,
) -> Result<Json<Unenrolled>, ApiError> {
    state
        .identity
        .remove_factor(&auth, &factor, &client)
        .await
        .map_err(|denied| ApiError::from(denied).or_insufficient(422))?;
    Ok(Json(Unenrolled { id: factor }))
}

/// `POST /factors/backup_codes`: ten codes for when the app is lost, told once. GoTrue has no such thing.
#[utoipa::path(post, path = "/factors/backup_codes", tag = tag::FACTORS, operation_id = "renewBackupCodes",
    security(("bearer" = [])),
    responses((status = OK, body = BackupCodes, description = "The codes; those before them count no more")))]
pub async fn backup_codes(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
) -> Result<Json<BackupCodes>, ApiError> {
    let codes = state.identity.renew_backup_codes(&auth, &client).await?;
    let codes = codes.iter().map(|code| code.expose_secret().to_owned());
    Ok(Json(BackupCodes {
        codes: codes.collect(),
    }))
}
