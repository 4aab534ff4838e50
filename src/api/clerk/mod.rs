//! Clerk's two APIs: their paths, fields, statuses and error codes, so that its clients work against this server.
//! Handlers only translate requests and responses; the rules live in [`identity`](identity).
//!
//! The Backend API is for programs (such as `@clerk/backend`), which authenticate by the secret key. The
//! [Frontend API](frontend) is for browsers (`@clerk/clerk-js`). No other origin is allowed to read.

mod authentication;
mod body;
mod deleted;
mod email_addresses;
mod error;
mod error_form;
mod frontend;
mod jwks;
mod parameters;
mod paths;
mod sessions;
mod shared_errors;
mod users;

use std::convert::Infallible;

use axum::{
    Router,
    extract::Request,
    middleware::{from_fn, from_fn_with_state},
    response::Response,
    routing::{delete, get, patch, post, put},
};
use identity::Administrator;
use tower::{Service, ServiceBuilder};

use self::error::ClerkError;
pub use self::error_form::failure_form;
use crate::server::AppState;

/// Path prefix of Clerk's Backend API.
pub const ROOT: &str = "/clerk/v1";

/// The administrator whose changes the audit log records: a program with the secret key.
static PROGRAM: Administrator = Administrator { user: None };

/// Service for [`ROOT`]: both APIs.
pub fn service(
    state: &AppState,
) -> impl Service<Request, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    let key = from_fn_with_state(state.clone(), authentication::require_secret_key);
    let enabled = from_fn_with_state(state.clone(), authentication::require_enabled);
    let routes = Router::new()
        .merge(backend().layer(key))
        .merge(frontend::routes(state))
        .fallback(async || ClerkError::NO_ROUTE)
        .method_not_allowed_fallback(async || ClerkError::WRONG_METHOD)
        .layer((from_fn(error_form::write_errors), enabled))
        .with_state(state.clone());
    // Outside the router, which chooses the route by what this changes.
    ServiceBuilder::new()
        .map_request(frontend::rewrite)
        .service(routes)
}

fn backend() -> Router<AppState> {
    Router::new()
        .route("/users", get(users::list::list).post(users::create::create))
        .route("/users/count", get(users::list::count))
        .route(
            "/users/{id}",
            get(users::read)
                .patch(users::update::update)
                .delete(users::delete::delete),
        )
        .route(
            "/users/{id}/metadata",
            patch(users::metadata::merge).put(users::metadata::replace),
        )
        .route("/users/{id}/ban", post(users::ban::ban))
        .route("/users/{id}/unban", post(users::ban::unban))
        .route("/users/{id}/mfa", delete(users::mfa::disable))
        .route(
            "/users/{id}/verify_password",
            post(users::verify_password::verify),
        )
        .route(
            "/users/{id}/remove_password",
            post(users::remove_password::remove),
        )
        .route("/users/{id}/email_address", put(email_addresses::replace))
        .route("/email_addresses", post(email_addresses::create))
        .route(
            "/email_addresses/{id}",
            get(email_addresses::read)
                .patch(email_addresses::update)
                .delete(email_addresses::delete),
        )
        .route("/sessions", get(sessions::list))
        .route("/sessions/{id}", get(sessions::read))
        .route("/sessions/{id}/revoke", post(sessions::revoke))
        .route("/jwks", get(jwks::keys))
}
