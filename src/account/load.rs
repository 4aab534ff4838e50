//! What the pages of an account load.

use axum::http::{header, request::Parts};
use display_error_chain::DisplayErrorChain;
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{Flash, ISSUER, flash_cookie};
use crate::{
    error::AppError,
    server::{AppState, failure::Failure, pictures},
};
use identity::{
    AuthContext, EmailAddress, Enrollment, Error, ExternalAccount, OwnAccount, OwnSession,
};

/// Everything the account page shows.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The account.
    pub own: OwnAccount,
    /// The addresses.
    pub addresses: OwnAddresses,
    /// The path of the user's picture, or of their initials.
    pub picture: String,
    /// The sessions that hold now, the last used first.
    pub sessions: Vec<OwnSession>,
    /// The accounts at providers other than Timeback, the oldest first.
    pub external: Vec<ExternalAccount>,
}

/// The user's addresses.
#[derive(Debug, Clone)]
pub struct OwnAddresses {
    /// All of them.
    pub all: Vec<EmailAddress>,
    /// The identifier of the unverified one that was mailed a code last.
    pub waiting: Option<String>,
}

impl OwnAddresses {
    fn new(all: Vec<EmailAddress>) -> Self {
        let unverified = all.iter().filter(|it| it.verified_at.is_none());
        let mailed = unverified.filter(|it| it.code.is_some());
        let last = mailed.max_by_key(|it| it.code.map(|code| code.expire_at));
        let waiting = last.map(|it| it.id.clone());
        Self { all, waiting }
    }
}

/// Everything the account page shows of who is signed in.
///
/// # Errors
/// Returns [`AppError::SignedOut`] without a session, and [`AppError::Unavailable`] or [`AppError::Internal`] when the
/// store fails.
pub async fn overview() -> Result<Overview, AppError> {
    let (state, auth) = auth()?;
    let own = state.identity.own_account(&auth).await.map_err(failed)?;
    let sessions = state.identity.own_sessions(&auth).await.map_err(failed)?;
    let external = state.identity.external_accounts(&auth.user).await;
    let addresses = state.identity.own_email_addresses(&auth).await;
    let own = own.ok_or(AppError::SignedOut)?;
    let names = (own.first_name.as_str(), own.last_name.as_str());
    Ok(Overview {
        external: external.map_err(failed)?,
        picture: pictures::path(own.picture.as_ref(), &own.account.id, names),
        own,
        addresses: OwnAddresses::new(addresses.map_err(failed)?),
        sessions,
    })
}

/// The enrolment of the signed-in user's authenticator app that waits for its first code; none also when they have to
/// reauthenticate first.
///
/// # Errors
/// As [`overview`].
pub async fn waiting_factor() -> Result<Option<Enrollment>, AppError> {
    let (state, auth) = auth()?;
    let waiting = state.identity.waiting_factor(&auth, ISSUER).await;
    waiting.map_err(failed)
}

fn auth() -> Result<(AppState, AuthContext), AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let auth = parts.extensions.get::<AuthContext>().cloned();
    Ok((state, auth.ok_or(AppError::SignedOut)?))
}

fn failed(error: Error) -> AppError {
    tracing::error!(
        error = %DisplayErrorChain::new(&error),
        "could not read an account"
    );
    Failure::from(&error).into()
}

/// What became of the form that was sent before this page.
pub fn flash() -> Option<Flash> {
    let (state, parts) = (use_context::<AppState>()?, use_context::<Parts>()?);
    flash_cookie::read(&parts.headers, state.origin.is_secure())
}

/// The same, which is told once.
pub fn take_flash() -> Option<Flash> {
    let flash = flash()?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, flash_cookie::clear(secure));
    }
    Some(flash)
}
