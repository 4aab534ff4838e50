use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use display_error_chain::DisplayErrorChain;

use super::error_body::{ErrorBody, WeakPassword};
use crate::{
    api::document::Shown,
    server::failure::{Failure, RETRY_AFTER},
};

/// An error response: HTTP status, GoTrue's error code, and a message for developers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiError {
    status: u16,
    pub(super) code: &'static str,
    message: &'static str,
    /// Why a new password is weak.
    weakness: Option<&'static str>,
    /// Value of the `Retry-After` header, in seconds.
    pub(super) retry_after: Option<u64>,
}

impl ApiError {
    pub const NO_ROUTE: Self = Self::new(404, "not_found", "No such endpoint");
    pub const WRONG_METHOD: Self = Self::new(405, "method_not_allowed", "Method not allowed");
    pub const NO_AUTHORIZATION: Self = Self::new(
        401,
        "no_authorization",
        "This endpoint requires a valid Bearer token",
    );
    pub const BAD_JSON: Self = Self::new(
        400,
        "bad_json",
        "Could not parse request body as JSON with the expected fields",
    );
    pub const TOO_LARGE: Self =
        Self::new(413, "request_entity_too_large", "Request body too large");
    pub const NOT_ADMIN: Self = Self::new(
        403,
        "not_admin",
        "Updating app_metadata requires admin privileges",
    );
    pub const NO_PHONE: Self = Self::new(
        400,
        "phone_provider_disabled",
        "phone: Phone numbers are not supported",
    );
    pub const NO_PHONE_CONFIRM: Self = Self::new(
        400,
        "phone_provider_disabled",
        "phone_confirm: Phone numbers are not supported",
    );
    pub const ANONYMOUS: Self = Self::new(
        422,
        "anonymous_provider_disabled",
        "Anonymous sign-ins are disabled",
    );
    pub const NO_UUID: Self = Self::new(404, "validation_failed", "user_id must be an UUID");
    pub const BAD_TEXT: Self = Self::invalid("The URL contains a NUL character");
    pub const UNAVAILABLE: Self = Self {
        retry_after: Some(RETRY_AFTER),
        ..Self::new(
            503,
            "unexpected_failure",
            "The database is unavailable. Please try again in a moment",
        )
    };
    pub const NO_FACTOR_UUID: Self =
        Self::new(404, "validation_failed", "factor_id must be an UUID");
    pub const UNEXPECTED: Self = Self::new(
        500,
        "unexpected_failure",
        "Something went wrong on our side",
    );

    /// A validation error as the API document shows it.
    pub const INVALID: Self = Self::invalid("Says what is wrong with the request");

    /// A validation error.
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

    /// The same error with this status, where an endpoint differs.
    pub const fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same error with a `Retry-After` header, in seconds.
    pub(super) const fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// The same error with GoTrue's reason why a password is weak.
    pub(super) const fn weak(self, reason: &'static str) -> Self {
        Self {
            weakness: Some(reason),
            ..self
        }
    }

    /// The response body, in the format of the client's API version.
    pub(super) fn body(&self, is_text_code: bool, request: Option<String>) -> ErrorBody {
        let weak_password = self.weakness.map(WeakPassword::new);
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

    /// The error as the API document shows it.
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
    /// Sets the status only. [`write_errors`](super::error_form::write_errors) writes the body, in the format the request
    /// asks for.
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<identity::Error> for ApiError {
    fn from(error: identity::Error) -> Self {
        if let identity::Error::Busy = error {
            return Self::BUSY;
        }
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a request about an account failed"
        );
        Failure::from(&error).into()
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable => Self::UNAVAILABLE,
            Failure::Internal => Self::UNEXPECTED,
            Failure::BadText => Self::BAD_TEXT,
        }
    }
}
