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
    possible_errors::{PossibleErrors, Refused, map_error},
    session::{Session, SessionBody},
    switched_off, tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    AnswerChallengeError, ChallengeError, EnrolFactorError, OneTimeCode, RemoveFactorError,
    RenewBackupCodesError,
};

/// Default issuer shown in authenticator apps.
const ISSUER: &str = "Timeback dashboard";

/// Request body of `POST /factors`.
#[derive(Deserialize, ToSchema)]
#[schema(as = EnrolFactor)]
pub struct EnrolFactorRequest {
    /// Type of the factor; only `totp` is supported.
    #[schema(required = true)]
    factor_type: Option<String>,
    /// Display name of the factor.
    friendly_name: Option<String>,
    /// Issuer shown in the authenticator app; `Timeback dashboard` by default.
    issuer: Option<String>,
}

impl PossibleErrors for EnrolFactorRequest {
    fn all() -> Vec<ApiError> {
        vec![
            ApiError::INVALID,
            switched_off::PHONE_FACTOR,
            switched_off::WEBAUTHN_FACTOR,
        ]
    }
}

map_error!(EnrolFactorError {
    ReauthenticationNeeded => ApiError::REAUTHENTICATION_NEEDED,
    InsufficientAal => ApiError::INSUFFICIENT_AAL,
    FactorNameConflict => ApiError::FACTOR_NAME_CONFLICT,
    TooManyFactors => ApiError::new(422, "too_many_enrolled_mfa_factors", "Maximum number of enrolled factors reached, unenroll to continue"),
    UserNotFound => ApiError::USER_NOT_FOUND,
});

map_error!(ChallengeError { FactorNotFound => ApiError::FACTOR_NOT_FOUND });

map_error!(AnswerChallengeError {
    FactorNotFound => ApiError::FACTOR_NOT_FOUND,
    ChallengeExpired => ApiError::new(422, "mfa_challenge_expired", "MFA challenge has expired, verify against another challenge or create a new challenge."),
    CodeRefused => ApiError::FACTOR_CODE_WRONG,
    SessionNotFound => ApiError::SESSION_NOT_FOUND,
} TooManyAttempts(TooManyAttempts));

map_error!(RemoveFactorError {
    // GoTrue's status where a factor is removed.
    InsufficientAal => ApiError::INSUFFICIENT_AAL.status(422),
    FactorNotFound => ApiError::FACTOR_NOT_FOUND,
});

map_error!(RenewBackupCodesError {
    InsufficientAal => ApiError::INSUFFICIENT_AAL,
    FactorNotFound => ApiError::FACTOR_NOT_FOUND,
});

/// `POST /factors`: enrols a TOTP authenticator app.
///
/// The secret is returned only once, as text and as a QR code. The factor stays `unverified` until its first code is
/// verified. Enrolling another factor with the same name replaces an unverified one, which is otherwise deleted after a
/// day.
#[utoipa::path(post, path = "/factors", tag = tag::FACTORS, operation_id = "enrolFactor", security(("bearer" = [])),
    request_body(content = EnrolFactorRequest, example = json!({ "factor_type": "totp", "friendly_name": "Phone" })),
    responses((status = OK, body = Enrolled, description = "The unverified factor, with its secret"),
        Refused<(Bearer, Body<EnrolFactorRequest>, EnrolFactorError)>))]
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
        .ok_or(ApiError::invalid("issuer or friendly_name is too long"))?;
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

/// `POST /factors/{id}/challenge`: creates a challenge for a factor.
#[utoipa::path(post, path = "/factors/{id}/challenge", tag = tag::FACTORS, operation_id = "challengeFactor",
    params(("id" = String, Path, description = "ID of the factor")), security(("bearer" = [])),
    responses((status = OK, body = ChallengeBody, description = "The challenge; it expires after five minutes"),
        Refused<(Bearer, ChallengeError)>))]
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

/// Request body of `POST /factors/{id}/verify`.
#[derive(Deserialize, ToSchema)]
#[schema(as = AnswerChallenge)]
pub struct VerifyFactorRequest {
    /// ID of the challenge.
    challenge_id: String,
    /// Six-digit code from the authenticator app, or a backup code. Spaces, dashes, invisible characters and letter
    /// case are ignored, and digits of any script are accepted.
    code: String,
}

/// `POST /factors/{id}/verify`: verifies a challenge and raises the session to `aal2`.
///
/// Takes a code from the authenticator app or a backup code. A challenge is bound to its session and factor; unlike in
/// GoTrue, the client's IP address may change between challenge and verification. A malformed code is rejected like a
/// wrong one but does not count as an attempt.
#[utoipa::path(post, path = "/factors/{id}/verify", tag = tag::FACTORS, operation_id = "verifyFactor",
    params(("id" = String, Path, description = "ID of the factor")), security(("bearer" = [])),
    request_body(content = VerifyFactorRequest, example = json!({
        "challenge_id": "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70", "code": "123456" })),
    responses((status = OK, body = SessionBody, description = "The same session at `aal2`, with new tokens"),
        Refused<(Bearer, Body<()>, AnswerChallengeError)>))]
pub async fn verify(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(factor): Path<String>,
    Client(client): Client,
    Body(request): Body<VerifyFactorRequest>,
) -> Result<Session, ApiError> {
    let challenge = &request.challenge_id;
    let code = OneTimeCode::parse(&request.code).map_err(|_| ApiError::FACTOR_CODE_WRONG)?;
    let grant = state
        .identity
        .answer_challenge(&auth, &factor, challenge, &code, &client)
        .await?;
    Ok(Session(grant))
}

/// `DELETE /factors/{id}`: unenrols a factor.
#[utoipa::path(delete, path = "/factors/{id}", tag = tag::FACTORS, operation_id = "unenrolFactor",
    params(("id" = String, Path, description = "ID of the factor")), security(("bearer" = [])),
    responses((status = OK, body = Unenrolled, description = "The factor is deleted"),
        Refused<(Bearer, RemoveFactorError)>))]
pub async fn remove(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Path(factor): Path<String>,
    Client(client): Client,
) -> Result<Json<Unenrolled>, ApiError> {
    state
        .identity
        .remove_factor(&auth, &factor, &client)
        .await?;
    Ok(Json(Unenrolled { id: factor }))
}

/// `POST /factors/backup_codes`: generates ten backup codes and invalidates all previous ones.
///
/// The codes are returned only once. GoTrue has no such endpoint.
#[utoipa::path(post, path = "/factors/backup_codes", tag = tag::FACTORS, operation_id = "renewBackupCodes",
    security(("bearer" = [])),
    responses((status = OK, body = BackupCodes, description = "The new backup codes"),
        Refused<(Bearer, RenewBackupCodesError)>))]
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
