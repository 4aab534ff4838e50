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
use identity::CodeFor;

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

/// What a mailed code is for, as the `for` of an address says it.
pub fn errand(code_for: CodeFor) -> &'static str {
    match code_for {
        CodeFor::SignUp => "sign_up",
        CodeFor::SignIn => "sign_in",
        CodeFor::Recovery => "recovery",
        CodeFor::EmailChange => "email_change",
    }
}

/// What such a `for` means.
fn code_for(errand: &str) -> Option<CodeFor> {
    match errand {
        "sign_up" => Some(CodeFor::SignUp),
        "sign_in" => Some(CodeFor::SignIn),
        "recovery" => Some(CodeFor::Recovery),
        "email_change" => Some(CodeFor::EmailChange),
        _ => None,
    }
}
