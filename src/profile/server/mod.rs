//! The server's side of the profile: what pages and server functions load, and the events for pages that stay open.

mod listener;
mod live;
pub mod load;
mod view;

use axum::{Router, routing::get};

use crate::server::AppState;

/// The events of the profile page.
pub fn routes() -> Router<AppState> {
    Router::new().route("/profile/live", get(live::listen))
}
