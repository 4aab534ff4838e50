//! The HTTP routes of the official Timeback SDK, with its JSON, statuses and error codes, so that its browser clients
//! work against this server.

mod activity;
mod contract;
mod error;
mod error_body;
mod identity;
mod possible_errors;
mod sign_in_error;
pub mod tag;
mod user;

use axum::{Router, http::HeaderMap, response::IntoResponse as _};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::error::ApiError;
pub use self::error_body::TimebackError;
use crate::server::{
    AppState,
    failure::{FailureForm, is_within},
};

/// Path prefix of the Timeback API.
pub const ROOT: &str = "/api/timeback";

/// Whether browsers navigate to this path, so that its errors are pages instead of JSON.
pub fn is_for_browsers(path: &str) -> bool {
    path.starts_with("/api/timeback/identity/")
}

/// Format of server failures below [`ROOT`]; `None` for other paths.
pub fn failure_form(path: &str, _: &HeaderMap) -> Option<FailureForm> {
    if is_for_browsers(path) {
        return Some(FailureForm::Page);
    }
    let write = |failure| ApiError::Failure(failure).into_response();
    is_within(path, ROOT).then(|| FailureForm::Contract(Box::new(write)))
}

/// Router for [`ROOT`].
pub fn router() -> Router<AppState> {
    routes().into()
}

/// The routes, with their `OpenAPI` descriptions.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(identity::sign_in))
        .routes(routes!(identity::callback))
        .routes(routes!(identity::sign_out_by_link, identity::sign_out))
        .routes(routes!(user::verify))
        .routes(routes!(user::me))
        .routes(routes!(activity::heartbeat))
        .routes(routes!(activity::submit))
}
