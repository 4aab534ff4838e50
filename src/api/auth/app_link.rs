use axum::{extract::FromRequestParts, http::request::Parts};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{error::ApiError, possible_errors::PossibleErrors, query::Query};
use identity::{AppLink, CodeChallenge, InvalidChallenge};

/// Redirect URL of an app's PKCE flow.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RedirectTo {
    /// Redirect URL of the e-mailed link, which appends `?code=…`. Only used together with a `code_challenge`. Must be
    /// a URL of this dashboard or, with the sandbox, a loopback URL; any other URL is replaced by this dashboard's home
    /// page.
    #[param(example = "http://127.0.0.1:5173/welcome")]
    redirect_to: Option<String>,
}

impl PossibleErrors for RedirectTo {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID]
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RedirectTo {
    type Rejection = ApiError;

    /// Reads the `redirect_to` header or, without one, the query parameter.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let header = parts.headers.get("redirect_to");
        if let Some(address) = header.and_then(|value| value.to_str().ok()) {
            return Ok(Self {
                redirect_to: Some(address.to_owned()),
            });
        }
        let Query(redirect) = Query::from_request_parts(parts, state).await?;
        Ok(redirect)
    }
}

/// Parses the PKCE parameters of a request that sends an e-mail. Returns `None` when both are absent or empty.
pub fn parse(
    challenge: Option<&str>,
    method: Option<&str>,
    redirect: RedirectTo,
) -> Result<Option<AppLink>, ApiError> {
    let is_given = |text: &&str| !text.is_empty();
    let (challenge, method) = match (challenge.filter(is_given), method.filter(is_given)) {
        (Some(challenge), Some(method)) => (challenge, method),
        (None, None) => return Ok(None),
        _ => {
            return Err(ApiError::invalid(
                "PKCE flow requires code_challenge_method and code_challenge",
            ));
        }
    };
    let challenge = CodeChallenge::parse(challenge, method).map_err(|invalid| {
        ApiError::invalid(match invalid {
            InvalidChallenge::Length => "code challenge has to be between 43 and 128 characters",
            InvalidChallenge::Characters => {
                "code challenge can only contain alphanumeric characters, hyphens, periods, underscores and tildes"
            }
            InvalidChallenge::Method => "code challenge method has to be s256 or plain",
        })
    })?;
    Ok(Some(AppLink {
        challenge,
        redirect_to: redirect.redirect_to,
    }))
}
