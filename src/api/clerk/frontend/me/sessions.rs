use axum::{extract::Path, response::Response};

use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{NoSuchSession, Refused, SignedIn, map_error},
    session::Session,
    tag,
};
use identity::{EndSessionError, SessionId};

map_error!(EndSessionError {
    NoSuchSession => ClerkError::NO_SUCH_SESSION,
});

/// `GET /me/sessions/active`: lists the user's active sessions, in a bare array.
#[utoipa::path(get, path = "/me/sessions/active", tag = tag::BROWSERS, operation_id = "clerkBrowserListSessions",
    security(("session" = [])),
    responses((status = OK, body = Vec<Session>, description = "The sessions, in a bare array"),
        Refused<(Browser, SignedIn)>))]
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let sessions = browser.state.identity.sessions_of(&auth.user).await?;
    let sessions: Vec<Session> = sessions.into_iter().map(Session::from).collect();
    Ok(browser.respond(sessions))
}

/// `POST /me/sessions/{id}/revoke`: ends one of the user's sessions.
#[utoipa::path(post, path = "/me/sessions/{id}/revoke", tag = tag::BROWSERS, operation_id = "clerkBrowserRevokeSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchSession, EndSessionError)>))]
pub async fn revoke(Path(id): Path<String>, mut browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .end_own_session(&auth, &id, &browser.client)
        .await?;
    if id == auth.session.as_str() {
        browser.sign_out();
    }
    let session = SessionId::parse(&id).ok_or(ClerkError::NO_SUCH_SESSION)?;
    let session = identity.find_user_session(&session).await?;
    let session = session.ok_or(ClerkError::NO_SUCH_SESSION)?;
    browser
        .answer(Session::with_status(session, "revoked"))
        .await
}
