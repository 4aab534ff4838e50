//! Clerk's Frontend API, as browsers use it through `@clerk/clerk-js`: a sign-up or sign-in in steps, the browser's session
//! and its user. Handlers only translate; the rules live in [`identity`](identity).
//!
//! The browser's credential is the session cookie of the dashboard's own pages: who signs in here is signed in there, and
//! the other way round. A sign-in or sign-up under way has a cookie of its own.

mod browser;
mod client;
mod environment;
mod external_flow;
mod external_verification;
mod factors;
mod form;
mod link_errors;
mod me;
mod origin;
mod routes;
mod sessions;
mod shared_errors;
mod sign_in;
mod sign_up;

use axum::{Router, middleware::from_fn_with_state};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::routes::Routes;
use crate::server::AppState;

/// Routes below [`ROOT`](super::ROOT).
pub fn routes(state: &AppState) -> Router<AppState> {
    from_own_origin(state, all_routes())
}

/// The routes that take a file.
pub fn upload_routes(state: &AppState) -> Router<AppState> {
    from_own_origin(state, me::add_upload_routes(Routes::default()))
}

/// The `OpenAPI` descriptions of all routes.
pub fn documented() -> OpenApiRouter<AppState> {
    me::add_upload_routes(all_routes()).documented()
}

fn all_routes() -> Routes {
    let routes = Routes::default()
        .at(routes!(environment::read, environment::read_by_patch))
        .at(routes!(client::read));
    let routes = sign_in::add_routes(routes);
    let routes = sign_up::add_routes(routes);
    let routes = sessions::add_routes(routes);
    me::add_routes(routes)
}

fn from_own_origin(state: &AppState, routes: Routes) -> Router<AppState> {
    let check = from_fn_with_state(state.clone(), origin::check);
    routes.into_router(state).layer(check)
}
