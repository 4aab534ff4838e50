//! What the forms of the way in do. Each reads its fields, asks [`identity`](identity) for the deed, and leads on
//! with a redirect: to the next page, or back to the form with the reason in the address and what was typed kept.

mod code;
mod confirm;
mod failure;
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

pub use self::{
    failure::SignInFailure,
    link::ask,
    redirects::{after_sign_in, with_error},
};
use super::AppState;
use identity::CodeFlow;

/// The forms, at the addresses of their pages.
pub fn router() -> Router<AppState> {
    // Who asks for the address of a form that has no page of its own wants the page it is on.
    let beside = |page: &'static str| get(move || async move { Redirect::to(page) });
    Router::new()
        .route("/sign-in", beside("/").post(password::sign_in))
        .route("/sign-in/code", beside("/").post(code::mail))
        .route("/sign-up", post(sign_up::sign_up))
        .route("/second-factor", post(second_factor::show))
        .route("/recover", post(recover::mail))
        .route(
            "/recover/password",
            beside("/recover").post(recover::set_password),
        )
        .route("/link", post(link::confirm))
        .route("/link/code", post(link::mail_code))
        .route("/link/cancel", post(link::cancel))
        .route("/confirm", post(confirm::confirm))
        .route(
            "/confirm/again",
            beside("/confirm").post(confirm::mail_again),
        )
}

/// The name of a flow in the query parameter `for`.
pub fn flow_name(flow: CodeFlow) -> &'static str {
    match flow {
        CodeFlow::SignUp => "sign_up",
        CodeFlow::SignIn => "sign_in",
        CodeFlow::Recovery => "recovery",
        CodeFlow::EmailChange => "email_change",
    }
}

/// The flow of this name.
fn parse_flow(name: &str) -> Option<CodeFlow> {
    match name {
        "sign_up" => Some(CodeFlow::SignUp),
        "sign_in" => Some(CodeFlow::SignIn),
        "recovery" => Some(CodeFlow::Recovery),
        "email_change" => Some(CodeFlow::EmailChange),
        _ => None,
    }
}
