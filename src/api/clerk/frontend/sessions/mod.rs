//! The browser's session.

mod end;
mod offered_factors;
mod resource;
mod reverification;
mod token;
mod touch;

use utoipa_axum::routes;

pub use self::resource::SessionResource;
use super::{
    browser::{Browser, BrowserSession},
    routes::Routes,
};
use crate::api::clerk::error::ClerkError;
use identity::ActiveSession;

pub fn add_routes(routes: Routes) -> Routes {
    routes
        .at(routes!(end::sign_out))
        .at(routes!(touch::read))
        .at(routes!(touch::touch))
        .at(routes!(end::end))
        .at(routes!(end::remove))
        .at(routes!(token::create))
        .at(routes!(token::create_by_template))
        .at(routes!(reverification::begin))
        .at(routes!(reverification::prepare))
        .at(routes!(reverification::prepare_second))
        .at(routes!(reverification::attempt))
        .at(routes!(reverification::attempt_second))
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
