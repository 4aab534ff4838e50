//! A sign-up in steps.

mod create;
mod resource;
mod verification;

use axum::{
    Router,
    routing::{get, post},
};

pub use self::resource::SignUp;
use crate::server::AppState;

pub fn routes() -> Router<AppState> {
    const PATH: &str = "/client/sign_ups/{id}";
    Router::new()
        .route("/client/sign_ups", post(create::create))
        .route(PATH, get(create::read).patch(create::update))
        .route(
            &format!("{PATH}/prepare_verification"),
            post(verification::prepare),
        )
        .route(
            &format!("{PATH}/attempt_verification"),
            post(verification::attempt),
        )
}
