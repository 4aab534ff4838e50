//! A sign-up in steps.

mod create;
mod created;
mod resource;
mod verification;
mod with_provider;

use utoipa_axum::routes;

pub use self::resource::SignUp;
use super::routes::Routes;

pub fn add_routes(routes: Routes) -> Routes {
    routes
        .at(routes!(create::create))
        .at(routes!(create::read, create::update))
        .at(routes!(verification::prepare))
        .at(routes!(verification::attempt))
}
