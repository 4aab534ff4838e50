//! Caliper: how what was done comes in.

use axum::Router;

use super::Sandbox;

/// The Caliper routes.
pub fn router() -> Router<Sandbox> {
    Router::new()
}
