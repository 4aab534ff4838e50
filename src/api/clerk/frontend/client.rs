use axum::response::Response;
use serde::Serialize;

use super::{
    browser::{Browser, BrowserSession},
    sessions::SessionResource,
    sign_in::SignIn,
    sign_up::SignUp,
};
use crate::api::clerk::{error::ClerkError, possible_errors::Refused, tag};

/// The client: a browser with its session, and the sign-in or sign-up under way in it. All times are milliseconds since
/// 1970.
#[derive(Serialize)]
pub struct ClientResource {
    object: &'static str,
    id: String,
    sessions: Vec<SessionResource>,
    sign_in: Option<SignIn>,
    sign_up: Option<SignUp>,
    last_active_session_id: Option<String>,
    last_authentication_strategy: (),
    cookie_expires_at: (),
    captcha_bypass: bool,
    created_at: i64,
    updated_at: i64,
}

/// `GET /client`: returns the client; null before its first sign-in or sign-up.
#[utoipa::path(get, path = "/client", tag = tag::BROWSERS, operation_id = "clerkBrowserGetClient",
    responses((status = OK, description = "`response`: the browser's client"),
        Refused<(Browser,)>))]
pub async fn read(browser: Browser) -> Result<Response, ClerkError> {
    browser.answer_client().await
}

/// The client as it is now.
pub async fn resource(browser: &Browser) -> Result<Option<ClientResource>, ClerkError> {
    let sign_in = SignIn::under_way(browser).await?;
    let sign_up = SignUp::under_way(browser).await?;
    let session = match &browser.session {
        // Before the new password is set the user is not signed in, as far as the client is concerned.
        BrowserSession::Active(_) if sign_in.as_ref().is_some_and(SignIn::needs_new_password) => {
            None
        }
        BrowserSession::Active(session) => SessionResource::of(browser, session).await?,
        BrowserSession::Pending(_) | BrowserSession::None => None,
    };
    let id = match (&session, &sign_in, &sign_up, browser.ended()) {
        (Some(session), ..) => session.id(),
        (None, Some(sign_in), ..) => sign_in.id(),
        (None, None, Some(sign_up), _) => sign_up.id(),
        // Its client keeps the session that it knows until it is shown a client without one.
        (None, None, None, Some(ended)) => ended.as_str(),
        (None, None, None, None) => return Ok(None),
    };
    let id = id.to_owned();
    let now = (browser.state.identity.clock())().as_millisecond();
    Ok(Some(ClientResource {
        object: "client",
        id,
        last_active_session_id: session.as_ref().map(|it| it.id().to_owned()),
        created_at: session.as_ref().map_or(now, SessionResource::created_at),
        updated_at: session.as_ref().map_or(now, SessionResource::updated_at),
        sessions: session.into_iter().collect(),
        sign_in,
        sign_up,
        last_authentication_strategy: (),
        cookie_expires_at: (),
        captcha_bypass: false,
    }))
}
