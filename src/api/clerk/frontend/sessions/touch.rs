use axum::{extract::Path, response::Response};

use super::{SessionResource, require};
use crate::api::clerk::{error::ClerkError, frontend::browser::Browser};

/// `GET /client/sessions/{id}`: returns the browser's session.
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    touch(Path(id), browser).await
}

/// `POST /client/sessions/{id}/touch`: extends the session, as every request with its cookie does, and returns it.
pub async fn touch(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let session = require(&browser, &id)?;
    let session = SessionResource::of(&browser, session).await?;
    let session = session.ok_or(ClerkError::SIGNED_OUT)?;
    browser.answer(session).await
}
