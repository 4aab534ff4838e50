use axum::{extract::Path, response::Response};

use super::require;
use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{NoSuchSession, Refused, SignedIn},
    session::Session,
    tag,
};

/// `POST /client/sessions/{id}/end`: signs the browser out.
#[utoipa::path(post, path = "/client/sessions/{id}/end", tag = tag::BROWSERS, operation_id = "clerkBrowserEndSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchSession)>))]
pub async fn end(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    end_as(&id, browser, "ended").await
}

/// `POST /client/sessions/{id}/remove`: signs the browser out.
#[utoipa::path(post, path = "/client/sessions/{id}/remove", tag = tag::BROWSERS, operation_id = "clerkBrowserRemoveSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchSession)>))]
pub async fn remove(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    end_as(&id, browser, "removed").await
}

/// `DELETE /client/sessions`: signs the browser out. The response is the client, which has no session.
#[utoipa::path(delete, path = "/client/sessions", tag = tag::BROWSERS, operation_id = "clerkBrowserSignOut",
    responses((status = OK, description = "`response`: the browser's client"),
        Refused<(Browser,)>))]
pub async fn sign_out(mut browser: Browser) -> Result<Response, ClerkError> {
    end_session(&mut browser).await?;
    browser.answer_client().await
}

async fn end_as(
    id: &str,
    mut browser: Browser,
    status: &'static str,
) -> Result<Response, ClerkError> {
    let session = require(&browser, id)?.id.clone();
    end_session(&mut browser).await?;
    let ended = browser.state.identity.find_user_session(&session).await?;
    let ended = ended.ok_or(ClerkError::NO_SUCH_SESSION)?;
    let ended = Session::with_status(ended, status);
    browser.answer(ended).await
}

async fn end_session(browser: &mut Browser) -> Result<(), ClerkError> {
    if let Some(token) = browser.session_token.clone() {
        let identity = &browser.state.identity;
        identity.sign_out_browser(&token, &browser.client).await?;
    }
    browser.sign_out();
    Ok(())
}
