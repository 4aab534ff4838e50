//! The browser's session.

mod end;
mod resource;
mod reverification;
mod token;
mod touch;

use axum::{
    Router,
    routing::{delete, get, post},
};

pub use self::resource::SessionResource;
use super::browser::{Browser, BrowserSession};
use crate::{api::clerk::error::ClerkError, server::AppState};
use identity::ActiveSession;

pub fn routes() -> Router<AppState> {
    const PATH: &str = "/client/sessions/{id}";
    let at = |verb: &str| format!("{PATH}/{verb}");
    Router::new()
        .route("/client/sessions", delete(end::sign_out))
        .route(PATH, get(touch::read))
        .route(&at("touch"), post(touch::touch))
        .route(&at("end"), post(end::end))
        .route(&at("remove"), post(end::remove))
        .route(&at("tokens"), post(token::create))
        .route(&at("tokens/{template}"), post(token::create_by_template))
        .route(&at("verify"), post(reverification::begin))
        .route(
            &at("verify/prepare_first_factor"),
            post(reverification::prepare),
        )
        .route(
            &at("verify/attempt_first_factor"),
            post(reverification::attempt),
        )
        .route(
            &at("verify/attempt_second_factor"),
            post(reverification::attempt),
        )
}

/// The browser's session, if it has this ID.
///
/// # Errors
/// Returns `authentication_invalid` when the browser has no such session.
fn require<'a>(browser: &'a Browser, id: &str) -> Result<&'a ActiveSession, ClerkError> {
    match &browser.session {
        BrowserSession::Active(session) if session.id.as_str() == id => Ok(session),
        _ => Err(ClerkError::SIGNED_OUT),
    }
}
