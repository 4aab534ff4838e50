//! The API of accounts, with the paths, fields, statuses and error codes of GoTrue, so that its clients work against
//! this server. Handlers read a request and write an answer; every rule is [`identity`](crate::identity)'s.

mod admin;
mod bearer;
mod body;
mod error;
mod factors;
mod flights;
mod go_duration;
mod logout;
mod mail;
mod own_sessions;
mod public;
mod read_user;
mod session;
mod signup;
mod token;
mod user;
mod verify;

use axum::{
    Router,
    http::{HeaderName, Method, header},
    middleware::from_fn,
    routing::{delete, get, post},
};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use self::error::ApiError;
pub use self::read_user::Reads;
use crate::server::AppState;

/// Where it is mounted.
pub const ROOT: &str = "/auth/v1";

/// What is mounted at [`ROOT`]. It reads no cookie, so pages of any origin may call it.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/health", get(public::health))
        .route("/settings", get(public::settings))
        .route("/.well-known/jwks.json", get(public::keys))
        .route("/signup", post(signup::sign_up))
        .route("/token", post(token::grant))
        .route(
            "/user",
            get(read_user::read).put(user::update).delete(user::delete),
        )
        .route("/user/sessions", get(own_sessions::list))
        .route("/user/sessions/{id}", delete(own_sessions::end))
        .route("/factors", post(factors::enrol))
        .route("/factors/backup_codes", post(factors::backup_codes))
        .route("/factors/{id}", delete(factors::remove))
        .route("/factors/{id}/challenge", post(factors::challenge))
        .route("/factors/{id}/verify", post(factors::verify))
        .route("/otp", post(mail::sign_in))
        .route("/magiclink", post(mail::sign_in))
        .route("/recover", post(mail::recover))
        .route("/resend", post(mail::resend))
        .route("/reauthenticate", get(mail::reauthenticate))
        .route("/verify", post(verify::verify))
        .route("/admin/users", get(admin::list).post(admin::create))
        .route(
            "/admin/users/{id}",
            get(admin::read).put(admin::update).delete(admin::delete),
        )
        .route("/admin/audit", get(admin::audit))
        .route("/logout", post(logout::sign_out))
        .fallback(async || ApiError::NO_ROUTE)
        .method_not_allowed_fallback(async || ApiError::WRONG_METHOD)
        .layer(from_fn(error::write_errors))
        .layer(cross_origin())
}

fn cross_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            HeaderName::from_static("x-total-count"),
            header::LINK,
            error::VERSION,
            error::CODE,
            header::RETRY_AFTER,
        ])
}
