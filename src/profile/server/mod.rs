//! The server's side of the profile: what pages and server functions load, and the events for pages that stay open.

mod content;
mod listener;
mod live;
pub mod load;
pub mod students;
mod view;

use axum::{
    Router,
    routing::{get, post},
};

use super::CONTENT;
use crate::server::AppState;

/// What the open profile page asks for.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/profile/live", get(live::listen))
        .route(CONTENT, post(content::refresh))
}
