//! Clerk's two APIs: their paths, fields, statuses and error codes, so that its clients work against this server.
//! Handlers only translate requests and responses; the rules live in [`identity`](identity).
//!
//! The Backend API is for programs (such as `@clerk/backend`), which authenticate by the secret key. The
//! [Frontend API](frontend) is for browsers (`@clerk/clerk-js`). No other origin is allowed to read.

mod authentication;
mod body;
mod create_session;
mod deleted;
mod document;
mod email_addresses;
mod error;
mod error_body;
mod error_form;
mod frontend;
mod jwks;
mod jwt_templates;
mod parameters;
mod paths;
mod phone_numbers;
mod picture;
mod possible_errors;
mod session;
mod session_activity;
mod session_tokens;
mod sessions;
mod shared_errors;
pub mod tag;
mod users;
mod verification;
mod webhooks;

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};
use identity::Administrator;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::error::ClerkError;
pub use self::{
    document::add_bodies, error_body::ErrorBody as ClerkErrorBody, error_form::failure_form,
    webhooks::ClerkPayloads,
};
use crate::server::AppState;

/// Path prefix of Clerk's APIs.
pub const ROOT: &str = "/clerk/v1";

/// The administrator whose changes the audit log records: a program with the secret key.
static PROGRAM: Administrator = Administrator { user: None };

/// Both APIs, below [`ROOT`], and the public keys beside them.
pub fn router(state: &AppState) -> Router<AppState> {
    let (programs, _) = backend().split_for_parts();
    let (keys, _) = public_keys().split_for_parts();
    let routes = Router::new()
        .merge(for_programs(state, programs))
        .merge(frontend::routes(state))
        .fallback(async || ClerkError::NO_ROUTE)
        .method_not_allowed_fallback(async || ClerkError::WRONG_METHOD);
    where_enabled(state, Router::new().nest(ROOT, routes).merge(keys))
}

/// The routes of both APIs that take a file.
pub fn upload_router(state: &AppState) -> Router<AppState> {
    let (programs, _) = uploads().split_for_parts();
    let routes = Router::new()
        .merge(for_programs(state, programs))
        .merge(frontend::upload_routes(state))
        .method_not_allowed_fallback(async || ClerkError::WRONG_METHOD);
    where_enabled(state, Router::new().nest(ROOT, routes))
}

/// The `OpenAPI` descriptions of all routes.
pub fn documented() -> OpenApiRouter<AppState> {
    let programs = backend().merge(uploads());
    OpenApiRouter::new()
        .nest(ROOT, programs.merge(frontend::documented()))
        .merge(public_keys())
}

/// Adds the layer of routes for programs with the secret key.
fn for_programs(state: &AppState, routes: Router<AppState>) -> Router<AppState> {
    routes.layer(from_fn_with_state(
        state.clone(),
        authentication::require_secret_key,
    ))
}

/// Adds the layers of all routes.
fn where_enabled(state: &AppState, routes: Router<AppState>) -> Router<AppState> {
    let enabled = from_fn_with_state(state.clone(), authentication::require_enabled);
    routes.layer((from_fn(error_form::write_errors), enabled))
}

fn backend() -> OpenApiRouter<AppState> {
    user_routes()
        .merge(identification_routes())
        .merge(session_routes())
}

fn user_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::list::list, users::create::create))
        .routes(routes!(users::list::count))
        .routes(routes!(
            users::read,
            users::update::update,
            users::delete::delete
        ))
        .routes(routes!(users::metadata::merge, users::metadata::replace))
        .routes(routes!(users::ban::ban))
        .routes(routes!(users::ban::unban))
        .routes(routes!(users::lock::lock))
        .routes(routes!(users::lock::unlock))
        .routes(routes!(users::mfa::disable))
        .routes(routes!(users::verify_password::verify))
        .routes(routes!(users::verify_totp::verify))
        .routes(routes!(users::delete_factors::totp))
        .routes(routes!(users::delete_factors::backup_codes))
        .routes(routes!(users::password_compromised::set))
        .routes(routes!(users::password_compromised::unset))
        .routes(routes!(users::remove_password::remove))
        .routes(routes!(users::external_accounts::delete))
        .routes(routes!(users::oauth_access_tokens::list))
}

/// The routes of users' e-mail addresses and phone numbers.
fn identification_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::phone_number::replace))
        .routes(routes!(phone_numbers::create))
        .routes(routes!(
            phone_numbers::read,
            phone_numbers::update,
            phone_numbers::delete
        ))
        .routes(routes!(email_addresses::replace))
        .routes(routes!(email_addresses::create))
        .routes(routes!(
            email_addresses::read,
            email_addresses::update,
            email_addresses::delete
        ))
}

fn session_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(sessions::list, create_session::create))
        .routes(routes!(sessions::read))
        .routes(routes!(sessions::revoke))
        .routes(routes!(session_tokens::create))
        .routes(routes!(session_tokens::create_by_template))
        .routes(routes!(jwt_templates::list, jwt_templates::create::create))
        .routes(routes!(
            jwt_templates::read,
            jwt_templates::update::update,
            jwt_templates::delete
        ))
        .routes(routes!(jwks::keys))
}

fn uploads() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(
        users::profile_image::set,
        users::profile_image::delete
    ))
}

/// The public keys, at the issuer of session tokens.
fn public_keys() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(jwks::published))
}
