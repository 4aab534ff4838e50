use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::{
    api::clerk::error::ClerkError,
    server::{AppState, csrf::RequestSite},
};

/// The middleware that refuses changes from pages of other origins: the cookie alone would let a page on another port of
/// this host through. Programs that are not browsers name no origin.
///
/// # Errors
/// Returns `origin_invalid` when the request comes from a page of another origin.
pub async fn check(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ClerkError> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read && RequestSite::of(request.headers(), &state.origin) == RequestSite::CrossSite {
        return Err(ClerkError::ORIGIN_INVALID);
    }
    Ok(next.run(request).await)
}
