//! The auth API: GoTrue's paths, fields, statuses and error codes, so that its clients (such as `@supabase/auth-js`)
//! work against this server. Handlers only translate requests and responses; the rules live in [`identity`](identity).

mod admin;
mod app_link;
mod bearer;
mod body;
mod discovery;
mod done;
mod error;
mod error_body;
mod error_form;
mod factor_body;
mod factors;
mod go_duration;
mod linked;
mod logout;
mod mail;
mod own_sessions;
mod possible_errors;
mod public;
mod query;
mod read_user;
mod session;
mod shared_errors;
mod signup;
mod single_flight;
mod switched_off;
pub mod tag;
mod token;
mod user;
mod user_response_cache;
mod user_tokens;
mod verify;

use axum::{
    Extension, Router,
    http::{HeaderName, Method, header},
    middleware::from_fn,
};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use self::error::ApiError;
pub use self::error_body::ErrorBody as AuthError;
pub use self::error_form::failure_form;
use self::user_response_cache::UserResponseCache;
use crate::server::{AppState, accounts};

/// Path prefix of the auth API.
pub const ROOT: &str = accounts::ISSUER_PATH;

/// Router for [`ROOT`].
///
/// CORS allows every origin, as in GoTrue, because a school's apps are hosted elsewhere. The API authenticates by
/// bearer token only and neither reads nor sets cookies, so a cross-origin page gains nothing that its own server could
/// not do. Unlike GoTrue, it does not allow credentialed cross-origin requests.
pub fn router() -> Router<AppState> {
    let (routes, _) = routes().split_for_parts();
    routes
        .fallback(switched_off::refuse)
        .method_not_allowed_fallback(async || ApiError::WRONG_METHOD)
        .layer((cross_origin(), from_fn(error_form::write_errors)))
}

/// The routes, with their `OpenAPI` descriptions.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(public::health))
        .routes(routes!(public::settings))
        .routes(routes!(public::keys))
        .routes(routes!(discovery::configuration))
        .routes(routes!(signup::sign_up))
        .routes(routes!(token::grant))
        .routes(routes!(logout::sign_out))
        .routes(routes!(mail::sign_in))
        .routes(routes!(mail::magic_link))
        .routes(routes!(mail::recover))
        .routes(routes!(mail::resend))
        .routes(routes!(mail::reauthenticate))
        .routes(routes!(verify::verify, verify::follow))
        .routes(
            routes!(read_user::read, user::update, user::delete)
                .layer(Extension(UserResponseCache::default())),
        )
        .routes(routes!(own_sessions::list))
        .routes(routes!(own_sessions::end))
        .routes(routes!(user_tokens::create))
        .routes(routes!(factors::enrol))
        .routes(routes!(factors::backup_codes))
        .routes(routes!(factors::remove))
        .routes(routes!(factors::challenge))
        .routes(routes!(factors::verify))
        .routes(routes!(admin::list, admin::create))
        .routes(routes!(admin::read, admin::update, admin::delete))
        .routes(routes!(admin::audit))
        .routes(routes!(admin::invite::invite))
        .routes(routes!(admin::link::generate))
        .routes(routes!(admin::factors::list))
        .routes(routes!(admin::factors::update, admin::factors::delete))
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
            error_form::VERSION,
            error_form::CODE,
            header::RETRY_AFTER,
        ])
}
