//! What the forms of the way in do. Each reads its fields, asks [`identity`](identity) for the deed, and leads on
//! with a redirect: to the next page, or back to the form with the reason in the address and what was typed kept.

mod code;
mod confirm;
mod external;
mod external_attempt;
mod form_context;
mod link;
mod password;
mod recover;
mod redirects;
mod second_factor;
mod sign_up;

use axum::{
    Router,
    response::Redirect,
    routing::{get, post},
};

use crate::server::{AppState, browser_sign_in::EXTERNAL_CALLBACK};

/// The forms, at the addresses of their pages.
pub fn routes() -> Router<AppState> {
    // Who asks for the address of a form that has no page of its own wants the page it is on.
    let beside = |page: &'static str| get(move || async move { Redirect::to(page) });
    Router::new()
        .route("/sign-in", beside("/").post(password::sign_in))
        .route("/sign-in/code", beside("/").post(code::mail))
        .route("/sign-up", post(sign_up::sign_up))
        .route("/second-factor", post(second_factor::show))
        .route(
            "/second-factor/text",
            beside("/second-factor").post(second_factor::text),
        )
        .route("/recover", post(recover::mail))
        .route(
            "/recover/password",
            beside("/recover").post(recover::set_password),
        )
        .route("/oauth/signin/{provider}", get(external::begin))
        .route(EXTERNAL_CALLBACK, get(external::finish))
        .route("/link", post(link::confirm))
        .route("/link/code", post(link::mail_code))
        .route("/link/cancel", post(link::cancel))
        .route("/confirm", post(confirm::confirm))
        .route(
            "/confirm/again",
            beside("/confirm").post(confirm::mail_again),
        )
}
