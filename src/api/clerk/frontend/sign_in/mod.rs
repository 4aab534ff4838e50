//! A sign-in in steps.

mod create;
mod first_factor;
mod read;
mod reset_password;
mod resource;
mod second_factor;

use axum::{
    Router,
    routing::{get, post},
};

pub use self::resource::SignIn;
use crate::server::AppState;

pub fn routes() -> Router<AppState> {
    const PATH: &str = "/client/sign_ins/{id}";
    Router::new()
        .route("/client/sign_ins", post(create::create))
        .route(PATH, get(read::read))
        .route(
            &format!("{PATH}/prepare_first_factor"),
            post(first_factor::prepare),
        )
        .route(
            &format!("{PATH}/attempt_first_factor"),
            post(first_factor::attempt),
        )
        .route(
            &format!("{PATH}/prepare_second_factor"),
            post(second_factor::prepare),
        )
        .route(
            &format!("{PATH}/attempt_second_factor"),
            post(second_factor::attempt),
        )
        .route(
            &format!("{PATH}/reset_password"),
            post(reset_password::reset),
        )
}
