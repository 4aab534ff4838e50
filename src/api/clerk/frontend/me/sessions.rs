use axum::{extract::Path, response::Response};

use crate::api::clerk::{error::ClerkError, frontend::browser::Browser, sessions::Session};
use identity::{EndSessionError, SessionId};

impl From<EndSessionError> for ClerkError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NoSuchSession => Self::NO_SUCH_SESSION,
            EndSessionError::Failed(error) => error.into(),
        }
    }
}

/// `GET /me/sessions/active`: lists the user's active sessions, in a bare array.
pub async fn list(browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let sessions = browser.state.identity.sessions_of(&auth.user).await?;
    let sessions: Vec<Session> = sessions.into_iter().map(Session::from).collect();
    Ok(browser.respond(sessions))
}

/// `POST /me/sessions/{id}/revoke`: ends one of the user's sessions.
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
