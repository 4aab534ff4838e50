use std::borrow::Cow;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use display_error_chain::DisplayErrorChain;

use super::error_body::{ErrorBody, ErrorEntry, Meta};
use crate::{
    api::document::Shown,
    server::failure::{Failure, RETRY_AFTER},
};

/// An error response: HTTP status, and Clerk's error code with its messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClerkError {
    status: u16,
    code: &'static str,
    message: &'static str,
    long_message: Cow<'static, str>,
    /// The request's parameter that the error is about.
    param: Option<Cow<'static, str>>,
    /// Value of the `Retry-After` header, in seconds.
    pub(super) retry_after: Option<u64>,
}

#[rustfmt::skip]
impl ClerkError {
    pub const NO_ROUTE: Self = Self::new(404, "resource_not_found", "URL not found", "This URL does not exist");
    pub const DISABLED: Self = Self::new(404, "resource_not_found", "URL not found", "Clerk's API is off: CLERK_SECRET_KEY is not set on this server");
    pub const WRONG_METHOD: Self = Self::new(405, "method_not_allowed", "Method not allowed", "This URL does not take requests with this method");
    pub const NO_KEY: Self = Self::new(401, "authentication_invalid", "Invalid authentication", "Send the secret key as 'Authorization: Bearer <key>'");
    pub const WRONG_KEY: Self = Self::new(401, "clerk_key_invalid", "Invalid secret key", "The secret key is not the one in CLERK_SECRET_KEY on this server");
    pub const BODY_INVALID: Self = Self::new(400, "request_body_invalid", "Request body invalid", "The request body must be a JSON object");
    pub const BODY_TOO_LARGE: Self = Self::new(413, "request_body_too_large", "Request body too large", "The request body is too large");
    pub const BAD_TEXT: Self = Self::new(400, "malformed_request_parameters", "Malformed request parameters", "The URL contains a NUL character");
    pub const UNEXPECTED: Self = Self::new(500, "internal_clerk_error", "Unexpected error", "Something went wrong on our side");
    pub const NO_SUCH_USER: Self = Self::new(404, "resource_not_found", "not found", "There is no user with this ID");
    pub const NO_SUCH_EXTERNAL_ACCOUNT: Self = Self::new(404, "resource_not_found", "not found", "There is no user with this ID, or they have no external account with this ID");
    pub const PROVIDER_OFF: Self = Self::new(400, "oauth_token_provider_not_enabled", "Provider not enabled", "This OAuth provider is unknown, or its OAUTH_…_CLIENT_ID and OAUTH_…_CLIENT_SECRET are not set on this server");
    pub const NO_SUCH_SESSION: Self = Self::new(404, "resource_not_found", "Session not found", "There is no session with this ID");
}

impl ClerkError {
    pub const fn new(
        status: u16,
        code: &'static str,
        message: &'static str,
        long_message: &'static str,
    ) -> Self {
        Self {
            status,
            code,
            message,
            long_message: Cow::Borrowed(long_message),
            param: None,
            retry_after: None,
        }
    }

    /// An error in a parameter.
    pub const fn form(
        code: &'static str,
        param: &'static str,
        message: &'static str,
        long_message: &'static str,
    ) -> Self {
        Self {
            status: 422,
            code,
            message,
            long_message: Cow::Borrowed(long_message),
            param: Some(Cow::Borrowed(param)),
            retry_after: None,
        }
    }

    /// An error in the parameter of this name; `problem` follows the name in the message.
    pub fn param(
        code: &'static str,
        param: impl Into<Cow<'static, str>>,
        message: &'static str,
        problem: &str,
    ) -> Self {
        let param = param.into();
        Self {
            status: 422,
            code,
            message,
            long_message: format!("{param} {problem}").into(),
            param: Some(param),
            retry_after: None,
        }
    }

    /// The parameter is required.
    pub fn missing(param: &'static str) -> Self {
        let code = "form_param_missing";
        Self::param(code, param, "is missing", "must be included.")
    }

    /// The parameter does not exist, or is for a feature that this server does not have.
    pub fn unknown(param: String) -> Self {
        let problem = "is not a valid parameter for this request on this server.";
        Self::param("form_param_unknown", param, "is unknown", problem)
    }

    /// The parameter's value is not one of those that are possible.
    pub fn value(param: &'static str, problem: &str) -> Self {
        Self::param("form_param_value_invalid", param, "is invalid", problem)
    }

    /// A provider's account is refused, with a message for the user.
    pub fn refused_account(code: &'static str, long_message: String) -> Self {
        Self {
            long_message: long_message.into(),
            ..Self::new(422, code, "External account refused", "")
        }
    }

    /// The server cannot answer now, but may in so many seconds.
    pub fn unavailable(seconds: u64) -> Self {
        let (code, message) = ("service_unavailable", "Service unavailable");
        Self::new(503, code, message, "Please try again in a moment").retry_after(seconds)
    }

    /// The same error with a `Retry-After` header, in seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// The response body. `trace_id` is the request's ID in the server's log.
    pub(super) fn body<'a>(&'a self, trace_id: &'a str) -> ErrorBody<'a> {
        ErrorBody {
            errors: [ErrorEntry {
                code: self.code,
                message: self.message,
                long_message: &self.long_message,
                meta: Meta {
                    param_name: self.param.as_deref(),
                },
            }],
            clerk_trace_id: trace_id,
        }
    }

    /// The error as the API document shows it.
    pub fn shown(&self) -> Shown {
        Shown {
            status: self.status,
            code: self.code,
            message: self.message,
            body: serde_json::to_value(self.body("a-request")).unwrap_or_default(),
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for ClerkError {
    /// Sets the status only. [`write_errors`](super::error_form::write_errors) writes the body, which names the request.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<identity::Error> for ClerkError {
    fn from(error: identity::Error) -> Self {
        if let identity::Error::Busy = error {
            return Self::unavailable(2);
        }
        tracing::error!(
            error = %DisplayErrorChain::new(&error),
            "a request of a program about an account failed"
        );
        Failure::from(&error).into()
    }
}

impl From<Failure> for ClerkError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable => Self::unavailable(RETRY_AFTER),
            Failure::Internal => Self::UNEXPECTED,
            Failure::BadText => Self::BAD_TEXT,
        }
    }
}
