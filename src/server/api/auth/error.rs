use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::identity::{self, Denied, Refusal, Weakness};

/// The version of the API a client was written for, and that its errors are written in.
pub const VERSION: HeaderName = HeaderName::from_static("x-supabase-api-version");

/// The error's code, once more.
pub const CODE: HeaderName = HeaderName::from_static("x-sb-error-code");

/// The code of a session that is not sure enough.
const INSUFFICIENT: &str = "insufficient_aal";

/// The code of a mail that was sent a moment ago.
const MAILED: &str = "over_email_send_rate_limit";

/// Since this version an error's code is text.
const TEXT_CODES: &str = "2024-01-01";

/// A refusal: its status, GoTrue's code, and words for whoever develops the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiError {
    status: u16,
    code: &'static str,
    message: &'static str,
    weakness: Option<Weakness>,
}

impl ApiError {
    pub const NO_ROUTE: Self = Self::new(404, "not_found", "There is nothing here");
    pub const WRONG_METHOD: Self = Self::new(405, "method_not_allowed", "Method not allowed");
    pub const NO_AUTHORIZATION: Self = Self::new(
        401,
        "no_authorization",
        "This endpoint requires a valid Bearer token",
    );
    pub const BAD_JSON: Self = Self::new(
        400,
        "bad_json",
        "The request's body is not JSON of the right form",
    );
    pub const TOO_LARGE: Self = Self::new(
        413,
        "request_entity_too_large",
        "The request's body is too large",
    );
    pub const NOT_ADMIN: Self = Self::new(
        403,
        "not_admin",
        "Updating app_metadata requires admin privileges",
    );
    pub const NO_PHONE: Self = Self::new(
        400,
        "phone_provider_disabled",
        "Phone numbers are not used here",
    );
    const UNEXPECTED: Self = Self::new(
        500,
        "unexpected_failure",
        "Something went wrong on our side",
    );

    /// What the request says is not what this endpoint takes.
    pub const fn invalid(message: &'static str) -> Self {
        Self::new(400, "validation_failed", message)
    }

    pub const fn new(status: u16, code: &'static str, message: &'static str) -> Self {
        Self {
            status,
            code,
            message,
            weakness: None,
        }
    }

    /// The same, where a request is refused because of who asks.
    pub fn forbidden(self) -> Self {
        let is_refusal = (400..500).contains(&self.status) && self.status != 429;
        Self {
            status: if is_refusal { 403 } else { self.status },
            ..self
        }
    }

    /// The same, where it takes a surer session: endpoints differ in the status they say so with.
    pub fn or_insufficient(self, status: u16) -> Self {
        let is_insufficient = self.code == INSUFFICIENT;
        Self {
            status: if is_insufficient { status } else { self.status },
            ..self
        }
    }

    /// Whether who asks is nobody any more.
    pub fn is_forbidden(&self) -> bool {
        self.status == 403
    }

    /// The body in the form of the client's version.
    fn body(&self, is_text_code: bool, request: Option<&str>) -> Value {
        let mut body = if is_text_code {
            json!({ "code": self.code, "message": self.message })
        } else {
            json!({ "code": self.status, "error_code": self.code, "msg": self.message })
        };
        if self.status >= 500
            && !is_text_code
            && let Some(request) = request
        {
            body["error_id"] = json!(request);
        }
        if let Some(Weakness::Length) = self.weakness {
            body["weak_password"] = json!({ "reasons": ["length"] });
        }
        body
    }
}

impl IntoResponse for ApiError {
    /// The status; the body is written by [`write_errors`], which knows what the request asked for.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes an [`ApiError`] in the form the client understands: by date, older ones know a numeric code.
pub async fn write_errors(request: Request, next: Next) -> Response {
    let version = request.headers().get(VERSION).cloned();
    let id = text(request.headers(), "x-request-id");
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<ApiError>().copied() else {
        return response;
    };
    let version = version.filter(|version| version.to_str().is_ok_and(|date| date >= TEXT_CODES));
    let body = error.body(version.is_some(), id.as_deref());
    let mut answer = (response.status(), Json(body)).into_response();
    let headers = answer.headers_mut();
    headers.insert(CODE, HeaderValue::from_static(error.code));
    if let Some(version) = version {
        headers.insert(VERSION, version);
    }
    if error.status == 429 {
        let seconds = if error.code == MAILED { "60" } else { "1" };
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    answer
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let (status, code, message) = parts(refusal);
        let weakness = match refusal {
            Refusal::WeakPassword(weakness) => Some(weakness),
            _ => None,
        };
        Self {
            weakness,
            ..Self::new(status, code, message)
        }
    }
}

#[rustfmt::skip]
fn parts(refusal: Refusal) -> (u16, &'static str, &'static str) {
    match refusal {
        Refusal::InvalidCredentials => (400, "invalid_credentials", "Invalid login credentials"),
        Refusal::EmailNotConfirmed => (400, "email_not_confirmed", "Email not confirmed"),
        Refusal::UserBanned => (400, "user_banned", "User is banned"),
        Refusal::UserAlreadyExists => (422, "user_already_exists", "User already registered"),
        Refusal::EmailExists => (422, "email_exists", "A user with this email address has already been registered"),
        Refusal::CurrentPasswordInvalid => (400, "current_password_invalid", "The current password is not right"),
        Refusal::ReauthenticationNeeded => (400, "reauthentication_needed", "Setting a new password takes the current one, or a recent sign-in"),
        Refusal::ReauthenticationNotValid => (422, "reauthentication_not_valid", "The nonce has expired or is invalid"),
        Refusal::CodeExpired => (403, "otp_expired", "Token has expired or is invalid"),
        Refusal::MailOff => (422, "otp_disabled", "This server sends no mail"),
        Refusal::SignUpOff => (422, "signup_disabled", "Signups not allowed for this instance"),
        Refusal::LinkExpired => (404, "flow_state_not_found", "The confirmation has expired"),
        Refusal::MailedJustNow => (429, MAILED, "For security purposes, you can only request this once every 60 seconds"),
        Refusal::InsufficientAal => (403, INSUFFICIENT, "AAL2 session is required for this"),
        Refusal::FactorNotFound => (404, "mfa_factor_not_found", "MFA factor with the provided factor ID not found"),
        Refusal::FactorNameConflict => (422, "mfa_factor_name_conflict", "A factor with this friendly name exists already"),
        Refusal::TooManyFactors => (422, "too_many_enrolled_mfa_factors", "Maximum number of enrolled factors reached, unenroll to continue"),
        Refusal::ChallengeExpired => (422, "mfa_challenge_expired", "MFA challenge has expired, verify against another challenge or create a new challenge."),
        Refusal::ChallengeElsewhere => (422, "mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch."),
        Refusal::CodeRefused => (422, "mfa_verification_failed", "Invalid TOTP code entered"),
        Refusal::NotAdmin => (403, "not_admin", "User not allowed"),
        Refusal::NoSuchUser => (404, "user_not_found", "User not found"),
        Refusal::SamePassword => (422, "same_password", "New password should be different from the old password."),
        Refusal::WeakPassword(Weakness::Length) => (422, "weak_password", "Password should be at least 8 characters."),
        Refusal::PasswordTooLong => (400, "validation_failed", "Password cannot be longer than 128 bytes"),
        Refusal::MetadataTooLarge => (400, "validation_failed", "Metadata may have 8 KB and 16 levels"),
        Refusal::BadToken => (403, "bad_jwt", "Invalid JWT: not signed by this server, or expired"),
        Refusal::UserNotFound => (403, "user_not_found", "User from sub claim in JWT does not exist"),
        Refusal::SessionNotFound => (403, "session_not_found", "Session from session_id claim in JWT does not exist"),
        Refusal::NoSuchSession => (404, "session_not_found", "Session not found"),
        Refusal::SessionExpired => (400, "session_expired", "Invalid Refresh Token: Session Expired"),
        Refusal::RefreshTokenNotFound => (400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"),
        Refusal::RefreshTokenForged => (400, "validation_failed", "Invalid Refresh Token: Not Issued By This Server"),
        Refusal::RefreshTokenUsed => (400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"),
        Refusal::Busy => (429, "over_request_rate_limit", "Too many sign-ins at once. Please try again in a moment."),
    }
}

impl From<identity::Error> for ApiError {
    fn from(error: identity::Error) -> Self {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "a request about an account failed"
        );
        Self::UNEXPECTED
    }
}

impl From<Denied> for ApiError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => refusal.into(),
            Denied::Failed(error) => error.into(),
        }
    }
}
