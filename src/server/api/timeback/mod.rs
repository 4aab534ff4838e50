//! The routes of the official Timeback SDK, with its JSON, statuses and error codes, so that its browser clients work
//! against this server.

mod activity;
mod error;
mod identity;
mod user;

use axum::{
    Router,
    routing::{get, post},
};

pub use self::identity::enter;
use crate::server::AppState;

/// What is mounted at `/api/timeback`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/identity/signin", get(identity::sign_in))
        .route("/identity/callback", get(identity::callback))
        .route(
            "/identity/signout",
            get(identity::sign_out_by_link).post(identity::sign_out),
        )
        .route("/user/verify", get(user::verify))
        .route("/user/me", get(user::me))
        .route("/activity/heartbeat", post(activity::heartbeat))
        .route("/activity/submit", post(activity::submit))
}
