use axum::{
    Json,
    body::Body,
    http::{HeaderName, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    error_body::{ErrorBody, WeakPassword},
    wording::{self, INSUFFICIENT},
};
use crate::{
    identity::{self, Denied, Refusal, Weakness},
    server::{
        api::document::Shown,
        around::{Look, Seen},
    },
};

/// The version of the API a client was written for, and that its errors are written in.
pub const VERSION: HeaderName = HeaderName::from_static("x-supabase-api-version");

/// The error's code, once more.
pub const CODE: HeaderName = HeaderName::from_static("x-sb-error-code");

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Since this version an error's code is text.
const TEXT_CODES: &str = "2024-01-01";

/// A refusal: its status, GoTrue's code, and words for whoever develops the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiError {
    status: u16,
    code: &'static str,
    message: &'static str,
    weakness: Option<Weakness>,
    /// In seconds.
    retry_after: Option<u64>,
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
    pub const ANONYMOUS: Self = Self::new(
        422,
        "anonymous_provider_disabled",
        "Anonymous sign-ins are disabled",
    );
    pub const NO_UUID: Self = Self::new(404, "validation_failed", "user_id must be an UUID");
    pub const UNEXPECTED: Self = Self::new(
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
            retry_after: None,
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
    fn body(&self, is_text_code: bool, request: Option<String>) -> ErrorBody {
        let weak_password = self.weakness.map(WeakPassword::from);
        if is_text_code {
            ErrorBody::Text {
                code: self.code,
                message: self.message,
                weak_password,
            }
        } else {
            ErrorBody::Number {
                code: self.status,
                error_code: self.code,
                msg: self.message,
                error_id: request.filter(|_| self.status >= 500),
                weak_password,
            }
        }
    }

    /// What the document shows of it.
    pub fn shown(&self) -> Shown {
        Shown {
            status: self.status,
            code: self.code,
            message: self.message,
            body: serde_json::to_value(self.body(true, None)).unwrap_or_default(),
        }
    }
}

impl IntoResponse for ApiError {
    /// The status; the body is written by [`WriteErrors`], which knows what the request asked for.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes an [`ApiError`] in the form the client understands: by date, older ones know a numeric code.
#[derive(Clone)]
pub struct WriteErrors;

/// What a request says of the form its errors have.
pub struct ErrorForm {
    version: Option<HeaderValue>,
    request_id: Option<HeaderValue>,
}

impl Look for WriteErrors {
    type Seen = ErrorForm;

    fn look<B>(&self, request: &Request<B>) -> ErrorForm {
        let header = |name| request.headers().get(name).cloned();
        ErrorForm {
            version: header(VERSION),
            request_id: header(REQUEST_ID),
        }
    }
}

impl Seen<Body> for ErrorForm {
    fn answer(self, response: Response) -> Response {
        match response.extensions().get::<ApiError>() {
            Some(error) => self.write(*error, response.status()),
            None => response,
        }
    }
}

impl ErrorForm {
    fn write(self, error: ApiError, status: StatusCode) -> Response {
        let is_new = |version: &HeaderValue| version.to_str().is_ok_and(|date| date >= TEXT_CODES);
        let version = self.version.filter(is_new);
        let id = self.request_id.as_ref().and_then(|id| id.to_str().ok());
        let body = error.body(version.is_some(), id.map(ToOwned::to_owned));
        let mut answer = (status, Json(body)).into_response();
        let headers = answer.headers_mut();
        headers.insert(CODE, HeaderValue::from_static(error.code));
        if let Some(version) = version {
            headers.insert(VERSION, version);
        }
        if let Some(seconds) = error.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let (status, code, message) = wording::parts(refusal);
        let weakness = match refusal {
            Refusal::WeakPassword(weakness) => Some(weakness),
            _ => None,
        };
        Self {
            weakness,
            retry_after: refusal.retry_after_seconds(),
            ..Self::new(status, code, message)
        }
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
