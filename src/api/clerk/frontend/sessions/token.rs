use axum::{extract::Path, response::Response};

use super::require;
use crate::api::clerk::{error::ClerkError, frontend::browser::Browser};

/// `POST /client/sessions/{id}/tokens`: issues a session token.
pub async fn create(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    require(&browser, &id)?;
    Err(ClerkError::NO_ROUTE)
}
