//! What a component or a server function may ask of the request it runs in. The one place where leptos meets the edge.

use axum::http::{StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{AppState, Profiles, cookie::TokenCookie};
use crate::{
    error::AppError,
    viewer::{Viewer, use_viewer},
};

/// Who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is; the answer's status says so.
pub fn signed_in() -> Result<Viewer, AppError> {
    use_viewer().ok_or_else(|| refuse(AppError::SignedOut))
}

/// What Timeback told about the students who are signed in.
pub fn profiles() -> Profiles {
    expect_context::<AppState>().profiles
}

/// Whether the dashboard runs against its own sandbox.
pub fn is_sandbox() -> bool {
    use_context::<AppState>().is_some_and(|state| state.is_sandbox)
}

/// An account that whoever came through Timeback may confirm to be theirs.
pub struct AccountInQuestion {
    /// Its address.
    pub email: String,
    /// Whether a password shows it.
    pub has_password: bool,
    /// Whether a mailed code shows it.
    pub has_mail: bool,
}

/// The account that this browser is asked about, if it is.
pub async fn account_in_question() -> Option<AccountInQuestion> {
    let (parts, state) = (use_context::<Parts>()?, use_context::<AppState>()?);
    let token = TokenCookie::Link.read(&parts.headers, state.origin.is_secure())?;
    let link = match state.identity.find_pending_link(&token).await {
        Ok(link) => link?,
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "a pending link could not be looked up");
            return None;
        }
    };
    Some(AccountInQuestion {
        email: link.email.as_str().to_owned(),
        has_password: link.has_password,
        has_mail: state.identity.rules().has_mail,
    })
}

/// Gives a refusal its status, for a caller who reads statuses. A form posted by a browser is sent back to its page
/// with the error instead: a status would leave the reader there without one.
pub fn refuse(error: AppError) -> AppError {
    let is_form = use_context::<Parts>().and_then(|parts| {
        parts.headers.get(header::ACCEPT).and_then(|accept| {
            accept
                .to_str()
                .ok()
                .map(|accept| accept.contains("text/html"))
        })
    });
    let is_server_fn = use_context::<leptos_router::location::RequestUrl>().is_none();
    if let (Some(response), false, true) = (
        use_context::<ResponseOptions>(),
        is_form.unwrap_or_default(),
        is_server_fn,
    ) {
        response.set_status(
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        );
    }
    error
}

/// The page under way is none: its status is 404.
pub fn answer_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
