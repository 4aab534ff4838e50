//! What the pages of an account load.

use axum::http::{header, request::Parts};
use display_error_chain::DisplayErrorChain;
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{AccountPage, Flash, ISSUER, flash_cookie};
use crate::{
    error::AppError,
    server::{AppState, failure::Failure, pictures},
    viewer::CurrentUser,
};
use identity::{
    AuthContext, EmailAddress, Enrollment, Error, ExternalAccount, OwnAccount, OwnSession,
};

/// What the page of personal info shows.
#[derive(Debug, Clone)]
pub struct PersonalInfo {
    /// The account.
    pub own: OwnAccount,
    /// The addresses; none where everyone signs in with Timeback.
    pub addresses: Option<OwnAddresses>,
    /// The path of the user's picture, or of their initials.
    pub picture: String,
    /// The accounts at providers other than Timeback, the oldest first.
    pub external: Vec<ExternalAccount>,
    /// The time zone.
    pub time_zone: OwnTimeZone,
}

/// What the security page shows.
#[derive(Debug, Clone)]
pub struct Security {
    /// The account.
    pub own: OwnAccount,
    /// The sessions that hold now, the last used first.
    pub sessions: Vec<OwnSession>,
}

/// The time zone in which the user's days are counted, by its name.
#[derive(Debug, Clone)]
pub struct OwnTimeZone {
    /// The one the user chose.
    pub chosen: Option<String>,
    /// The school's.
    pub school: String,
}

impl OwnTimeZone {
    /// The time zone that counts.
    pub fn in_use(&self) -> &str {
        self.chosen.as_ref().unwrap_or(&self.school)
    }
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

/// The account of who is signed in.
///
/// # Errors
/// Returns [`AppError::SignedOut`] without a session, and [`AppError::Unavailable`] or [`AppError::Internal`] when the
/// store fails.
pub async fn own_account() -> Result<OwnAccount, AppError> {
    let (state, auth) = auth()?;
    let own = state.identity.own_account(&auth).await.map_err(failed)?;
    own.ok_or(AppError::SignedOut)
}

/// The sessions of who is signed in.
///
/// # Errors
/// As [`own_account`].
pub async fn sessions() -> Result<Vec<OwnSession>, AppError> {
    let (state, auth) = auth()?;
    state.identity.own_sessions(&auth).await.map_err(failed)
}

/// What the page of personal info shows.
///
/// # Errors
/// As [`own_account`].
pub async fn personal_info() -> Result<PersonalInfo, AppError> {
    let own = own_account().await?;
    let (state, auth) = auth()?;
    let addresses = if state.identity.policy().takes_passwords() {
        let all = state.identity.own_email_addresses(&auth).await;
        Some(OwnAddresses::new(all.map_err(failed)?))
    } else {
        None
    };
    let external = state.identity.external_accounts(&auth.user).await;
    let names = (own.first_name.as_str(), own.last_name.as_str());
    Ok(PersonalInfo {
        addresses,
        external: external.map_err(failed)?,
        time_zone: time_zone()?,
        picture: pictures::path(own.picture.as_ref(), &own.account.id, names),
        own,
    })
}

/// What the security page shows.
///
/// # Errors
/// As [`own_account`].
pub async fn security() -> Result<Security, AppError> {
    let own = own_account().await?;
    let sessions = sessions().await?;
    Ok(Security { own, sessions })
}

/// The enrolment of the signed-in user's authenticator app that waits for its first code; none also when they have to
/// reauthenticate first.
///
/// # Errors
/// As [`own_account`].
pub async fn waiting_factor() -> Result<Option<Enrollment>, AppError> {
    let (state, auth) = auth()?;
    let waiting = state.identity.waiting_factor(&auth, ISSUER).await;
    waiting.map_err(failed)
}

fn time_zone() -> Result<OwnTimeZone, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let user = parts.extensions.get::<CurrentUser>();
    let chosen = user.ok_or(AppError::SignedOut)?.time_zone.as_ref();
    Ok(OwnTimeZone {
        chosen: chosen.map(|zone| zone.as_str().to_owned()),
        school: state.profiles.school_time_zone().to_owned(),
    })
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

/// Takes the flash message, if it is for a section of this page. It is shown once.
pub fn take_flash(page: AccountPage) -> Option<Flash> {
    let flash = flash().filter(|flash| flash.section.page() == page)?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, flash_cookie::clear(secure));
    }
    Some(flash)
}
