//! Tokens for services. GoTrue has no such endpoint.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    bearer::Bearer,
    body::Body,
    error::ApiError,
    possible_errors::{PossibleErrors, Refused, map_error},
    tag,
};
use crate::server::AppState;
use identity::SessionTokenError;

/// The service whose session token is the token itself.
const CLERK: &str = "clerk";

/// The leeway below which a token is worth asking for.
const LARGEST_LEEWAY: i64 = 59;

/// The token that is asked for.
#[derive(Deserialize, ToSchema)]
#[schema(as = UserTokenRequest, example = json!({ "service": "hasura" }))]
pub struct UserTokenRequest {
    /// `clerk` (default): the session token. `hasura` or `firebase`: a token for that service.
    #[schema(example = "hasura")]
    service: Option<String>,
    /// Name of a JWT template, instead of `service`.
    template: Option<String>,
    /// Seconds for which the token must be valid at least: 0 to 59. A token is always issued anew, for 60 seconds or as
    /// long as its template says.
    leeway: Option<i64>,
}

/// A token for a service.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceToken)]
pub struct ServiceToken {
    /// The token, a JWT.
    jwt: String,
    /// When it expires, in seconds since 1970.
    #[schema(example = 1_790_000_060)]
    expires_at: i64,
}

impl PossibleErrors for UserTokenRequest {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID]
    }
}

map_error!(SessionTokenError {
    NoSuchSession => ApiError::SESSION_NOT_FOUND,
    UserBanned => ApiError::USER_BANNED.status(403),
    SecondFactorRequired => ApiError::INSUFFICIENT_AAL,
    NoSuchTemplate => ApiError::new(404, "template_not_found", "No such service or template"),
    NoServiceAccount => ApiError::new(422, "provider_disabled", "FIREBASE_SERVICE_ACCOUNT is not set on this server"),
    InvalidLifetime => ApiError::INVALID,
});

impl UserTokenRequest {
    /// The template's name; `None` for the session token.
    fn template(&self) -> Result<Option<&str>, ApiError> {
        if self
            .leeway
            .is_some_and(|leeway| !(0..=LARGEST_LEEWAY).contains(&leeway))
        {
            return Err(ApiError::invalid("leeway must be from 0 to 59 seconds"));
        }
        match (self.service.as_deref(), self.template.as_deref()) {
            (Some(_), Some(_)) => Err(ApiError::invalid("Send service or template, not both")),
            (None | Some(CLERK), None) => Ok(None),
            (Some(name), None) | (None, Some(name)) => Ok(Some(name)),
        }
    }
}

/// `POST /user/tokens`: issues a token of the user's session for a service.
///
/// The token names its user (`sub`, or `uid` for Firebase) and is signed: for Hasura and by most templates with an RSA key
/// that `/.well-known/jwks.json` publishes, for Firebase with the key of the service account.
#[utoipa::path(post, path = "/user/tokens", tag = tag::USER, operation_id = "createUserToken",
    security(("bearer" = [])), request_body = UserTokenRequest,
    responses((status = OK, body = ServiceToken, description = "The token"),
        Refused<(Bearer, Body<UserTokenRequest>, SessionTokenError)>))]
pub async fn create(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    headers: HeaderMap,
    Body(request): Body<UserTokenRequest>,
) -> Result<Json<ServiceToken>, ApiError> {
    let template = request.template()?;
    let origin = headers.get(header::ORIGIN);
    let origin = origin
        .and_then(|it| it.to_str().ok())
        .filter(|it| *it != "null");
    let token = state
        .identity
        .session_token(&auth, template, origin)
        .await?;
    Ok(Json(ServiceToken {
        jwt: token.jwt.expose_secret().to_owned(),
        expires_at: token.expires_at.as_second(),
    }))
}
