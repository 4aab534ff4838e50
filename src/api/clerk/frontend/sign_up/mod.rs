//! A sign-up in steps.

mod create;
mod created;
mod resource;
mod verification;
mod with_provider;

use axum::routing::{get, post};

pub use self::resource::SignUp;
use super::routes::Routes;

pub fn add_routes(routes: Routes) -> Routes {
    const PATH: &str = "/client/sign_ups/{id}";
    routes
        .at("/client/sign_ups", post(create::create))
        .at(PATH, get(create::read).patch(create::update))
        .at(
            &format!("{PATH}/prepare_verification"),
            post(verification::prepare),
        )
        .at(
            &format!("{PATH}/attempt_verification"),
            post(verification::attempt),
        )
}
