//! A sign-in in steps.

mod create;
mod first_factor;
mod link;
mod read;
mod reset_password;
mod resource;
mod second_factor;
mod with_provider;

use utoipa_axum::routes;

pub use self::resource::SignIn;
use super::routes::Routes;

pub fn add_routes(routes: Routes) -> Routes {
    routes
        .at(routes!(create::create))
        .at(routes!(read::read))
        .at(routes!(first_factor::prepare))
        .at(routes!(first_factor::attempt))
        .at(routes!(second_factor::prepare))
        .at(routes!(second_factor::attempt))
        .at(routes!(reset_password::reset))
}
