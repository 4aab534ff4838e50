//! Clerk's two APIs: their paths, fields, statuses and error codes, so that its clients work against this server.
//! Handlers only translate requests and responses; the rules live in [`identity`](identity).
//!
//! The Backend API is for programs (such as `@clerk/backend`), which authenticate by the secret key. The
//! [Frontend API](frontend) is for browsers (`@clerk/clerk-js`). No other origin is allowed to read.

mod authentication;
mod body;
mod create_session;
mod deleted;
mod email_addresses;
mod error;
mod error_form;
mod frontend;
mod jwks;
mod jwt_templates;
mod parameters;
mod paths;
mod phone_numbers;
mod picture;
mod session_activity;
mod session_tokens;
mod sessions;
mod shared_errors;
mod users;
mod verification;
mod webhooks;

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::{delete, get, patch, post, put},
};
use identity::Administrator;

use self::error::ClerkError;
pub use self::{error_form::failure_form, webhooks::ClerkPayloads};
use crate::server::AppState;

/// Path prefix of Clerk's APIs.
pub const ROOT: &str = "/clerk/v1";

/// Path of the public keys, at the issuer of session tokens.
const KEYS: &str = "/clerk/.well-known/jwks.json";

/// The administrator whose changes the audit log records: a program with the secret key.
static PROGRAM: Administrator = Administrator { user: None };

/// Both APIs, below [`ROOT`], and the public keys beside them.
pub fn router(state: &AppState) -> Router<AppState> {
    let routes = Router::new()
        .merge(for_programs(state, backend()))
        .merge(frontend::routes(state))
        .fallback(async || ClerkError::NO_ROUTE)
        .method_not_allowed_fallback(async || ClerkError::WRONG_METHOD);
    let routes = Router::new()
        .nest(ROOT, routes)
        .route(KEYS, get(jwks::keys));
    where_enabled(state, routes)
}

/// The routes of both APIs that take a file.
pub fn upload_router(state: &AppState) -> Router<AppState> {
    let programs = Router::new().route(
        "/users/{id}/profile_image",
        post(users::profile_image::set).delete(users::profile_image::delete),
    );
    let routes = Router::new()
        .merge(for_programs(state, programs))
        .merge(frontend::upload_routes(state))
        .method_not_allowed_fallback(async || ClerkError::WRONG_METHOD);
    where_enabled(state, Router::new().nest(ROOT, routes))
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

fn backend() -> Router<AppState> {
    user_routes().merge(session_routes())
}

fn user_routes() -> Router<AppState> {
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
        .route("/users/{id}/lock", post(users::lock::lock))
        .route("/users/{id}/unlock", post(users::lock::unlock))
        .route("/users/{id}/mfa", delete(users::mfa::disable))
        .route(
            "/users/{id}/verify_password",
            post(users::verify_password::verify),
        )
        .route("/users/{id}/verify_totp", post(users::verify_totp::verify))
        .route("/users/{id}/totp", delete(users::delete_factors::totp))
        .route(
            "/users/{id}/backup_code",
            delete(users::delete_factors::backup_codes),
        )
        .merge(passwords())
        .route(
            "/users/{id}/phone_number",
            put(users::phone_number::replace),
        )
        .route("/phone_numbers", post(phone_numbers::create))
        .route(
            "/phone_numbers/{id}",
            get(phone_numbers::read)
                .patch(phone_numbers::update)
                .delete(phone_numbers::delete),
        )
        .merge(external_accounts())
        .route("/users/{id}/email_address", put(email_addresses::replace))
        .route("/email_addresses", post(email_addresses::create))
        .route(
            "/email_addresses/{id}",
            get(email_addresses::read)
                .patch(email_addresses::update)
                .delete(email_addresses::delete),
        )
}

fn session_routes() -> Router<AppState> {
    Router::new()
        .route(
            "/sessions",
            get(sessions::list).post(create_session::create),
        )
        .route("/sessions/{id}", get(sessions::read))
        .route("/sessions/{id}/revoke", post(sessions::revoke))
        .route("/sessions/{id}/tokens", post(session_tokens::create))
        .route(
            "/sessions/{id}/tokens/{template}",
            post(session_tokens::create_by_template),
        )
        .route(
            "/jwt_templates",
            get(jwt_templates::list).post(jwt_templates::create),
        )
        .route(
            "/jwt_templates/{id}",
            get(jwt_templates::read)
                .patch(jwt_templates::update)
                .delete(jwt_templates::delete),
        )
        .route("/jwks", get(jwks::keys))
}

/// The routes of users' passwords.
fn passwords() -> Router<AppState> {
    Router::new()
        .route(
            "/users/{id}/password/set_compromised",
            post(users::password_compromised::set),
        )
        .route(
            "/users/{id}/password/unset_compromised",
            post(users::password_compromised::unset),
        )
        .route(
            "/users/{id}/remove_password",
            post(users::remove_password::remove),
        )
}

/// The routes of users' external accounts.
fn external_accounts() -> Router<AppState> {
    Router::new()
        .route(
            "/users/{id}/external_accounts/{external_account_id}",
            delete(users::external_accounts::delete),
        )
        .route(
            "/users/{id}/oauth_access_tokens/{provider}",
            get(users::oauth_access_tokens::list),
        )
}
