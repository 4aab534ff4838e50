use axum::{extract::Path, response::Response};

use super::{SessionResource, require};
use crate::api::clerk::{
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{Refused, SignedIn},
    tag,
};

/// `GET /client/sessions/{id}`: returns the browser's session.
#[utoipa::path(get, path = "/client/sessions/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserGetSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn)>))]
pub async fn read(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    touch(Path(id), browser).await
}

/// `POST /client/sessions/{id}/touch`: extends the session, as every request with its cookie does, and returns it.
#[utoipa::path(post, path = "/client/sessions/{id}/touch", tag = tag::BROWSERS, operation_id = "clerkBrowserTouchSession",
    params(("id" = String, Path, description = "ID of the session")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the session; `client`: the browser's client"),
        Refused<(Browser, SignedIn)>))]
pub async fn touch(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let session = require(&browser, &id)?;
    let session = SessionResource::of(&browser, session).await?;
    let session = session.ok_or(ClerkError::SIGNED_OUT)?;
    browser.answer(session).await
}
