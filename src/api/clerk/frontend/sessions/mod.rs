//! The browser's session.

mod end;
mod resource;
mod reverification;
mod token;
mod touch;

use axum::routing::{delete, get, post};

pub use self::resource::SessionResource;
use super::{
    browser::{Browser, BrowserSession},
    routes::Routes,
};
use crate::api::clerk::error::ClerkError;
use identity::ActiveSession;

pub fn add_routes(routes: Routes) -> Routes {
    const PATH: &str = "/client/sessions/{id}";
    let at = |verb: &str| format!("{PATH}/{verb}");
    routes
        .at("/client/sessions", delete(end::sign_out))
        .at(PATH, get(touch::read))
        .at(&at("touch"), post(touch::touch))
        .at(&at("end"), post(end::end))
        .at(&at("remove"), post(end::remove))
        .at(&at("tokens"), post(token::create))
        .at(&at("tokens/{template}"), post(token::create_by_template))
        .at(&at("verify"), post(reverification::begin))
        .at(
            &at("verify/prepare_first_factor"),
            post(reverification::prepare),
        )
        .at(
            &at("verify/prepare_second_factor"),
            post(reverification::prepare_second),
        )
        .at(
            &at("verify/attempt_first_factor"),
            post(reverification::attempt),
        )
        .at(
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
