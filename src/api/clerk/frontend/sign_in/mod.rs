//! A sign-in in steps.

mod create;
mod first_factor;
mod link;
mod read;
mod reset_password;
mod resource;
mod second_factor;
mod with_provider;

use axum::routing::{get, post};

pub use self::resource::SignIn;
use super::routes::Routes;

pub fn add_routes(routes: Routes) -> Routes {
    const PATH: &str = "/client/sign_ins/{id}";
    routes
        .at("/client/sign_ins", post(create::create))
        .at(PATH, get(read::read))
        .at(
            &format!("{PATH}/prepare_first_factor"),
            post(first_factor::prepare),
        )
        .at(
            &format!("{PATH}/attempt_first_factor"),
            post(first_factor::attempt),
        )
        .at(
            &format!("{PATH}/prepare_second_factor"),
            post(second_factor::prepare),
        )
        .at(
            &format!("{PATH}/attempt_second_factor"),
            post(second_factor::attempt),
        )
        .at(
            &format!("{PATH}/reset_password"),
            post(reset_password::reset),
        )
}
