//! What a component or a server function may ask of the request it runs in. The one place where leptos meets the edge.

mod offers;
mod signing;

use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use display_error_chain::DisplayErrorChain;
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{
    AppState, Profiles, StudentRead, account, cookie::TokenCookie, failure::Failure,
    profile_reads::StudentReader, session::AwaitsSecondFactor, sign_in::flow_name,
    typed_email::TypedEmail,
};
use crate::{
    account::{Flash, Overview},
    error::AppError,
    profile::ProfileView,
};
use identity::{self, AuthContext, Enrollment, Token};

pub use self::offers::{
    believes_addresses, can_sign_up, has_local_accounts, has_mail, takes_mailed_codes,
    takes_new_addresses, takes_passwords,
};
pub use self::signing::{keep_return_path, return_path, sign_out_path, take_return_path};

/// Counts a read of the profile of who is signed in.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is, [`AppError::TooManyReads`] when they read it too often; the answer's status says
/// so.
pub fn begin_read() -> Result<StudentRead, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let reader = StudentReader::of(&parts.extensions, &parts.headers, &state);
    let reader = reader.ok_or_else(|| refuse(AppError::SignedOut))?;
    reader.begin(&state).map_err(|refusal| {
        let seconds = refusal.retry_after_seconds().unwrap_or(1);
        retry_after(seconds);
        refuse(AppError::TooManyReads(seconds))
    })
}

/// What Timeback told about the students who are signed in.
pub fn profiles() -> Profiles {
    expect_context::<AppState>().profiles.clone()
}

/// The profile that this read is of, for its page: what is known, or with `fresh` a new one from Timeback.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn read_profile(read: StudentRead, fresh: bool) -> Result<ProfileView, AppError> {
    let report = if fresh {
        profiles().report(read, true).await
    } else {
        profiles().page_report(read).await
    };
    report.map_err(refuse)
}

/// Where browsers find what is at this path.
pub fn public_url(path: &str) -> String {
    let headers = use_context::<Parts>().map(|parts| parts.headers);
    expect_context::<AppState>()
        .origin
        .url(path, &headers.unwrap_or_default())
}

/// What the cookie of a session is called here.
pub fn session_cookie() -> &'static str {
    let state = expect_context::<AppState>();
    TokenCookie::Session.name(state.origin.is_secure())
}

/// Whether the dashboard runs against its own sandbox.
pub fn is_sandbox() -> bool {
    use_context::<AppState>().is_some_and(|state| state.is_sandbox)
}

/// The account of who is signed in, for their page.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is, or [`AppError::Internal`].
pub async fn account() -> Result<Overview, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    account::overview(&state, &parts.headers).await
}

/// The authenticator app of who is signed in that waits for its first code; none also where they must prove first that
/// it is they.
///
/// # Errors
/// As [`account`].
pub async fn waiting_factor() -> Result<Option<Enrollment>, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    account::waiting_factor(&state, &parts.headers).await
}

/// What became of the form that was sent before this page.
pub fn flash() -> Option<Flash> {
    let (state, parts) = (use_context::<AppState>()?, use_context::<Parts>()?);
    account::read_flash(&parts.headers, state.origin.is_secure())
}

/// The same, which is told once.
pub fn take_flash() -> Option<Flash> {
    let flash = flash()?;
    let secure = use_context::<AppState>()?.origin.is_secure();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, account::clear_flash(secure));
    }
    Some(flash)
}

/// Whether somebody is here who is signed in as soon as they show their second factor.
pub fn awaits_second_factor() -> bool {
    use_context::<Parts>()
        .is_some_and(|parts| parts.extensions.get::<AwaitsSecondFactor>().is_some())
}

/// Whether somebody is here who forgot their password, has proved who they are otherwise, and may set a new one.
pub fn is_recovering() -> bool {
    let auth =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<AuthContext>().cloned());
    let state = use_context::<AppState>();
    matches!((auth, state), (Some(auth), Some(state)) if state.identity.is_recovering(&auth))
}

/// The address that was typed into one of the forms of the way in a moment ago; empty when none was.
pub fn typed_email() -> String {
    let (parts, state) = (use_context::<Parts>(), use_context::<AppState>());
    match (parts, state) {
        (Some(parts), Some(state)) => {
            TypedEmail::read(&parts.headers, state.origin.is_secure()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What a link from a mail is good for.
pub struct LinkInQuestion {
    /// What it is for, in the words of an address' `for`.
    pub flow: &'static str,
    /// Whom it was mailed to.
    pub email: String,
    /// The host of the app that its button leads back to, if it does.
    pub destination: Option<String>,
}

/// The link from a mail with this token; `None` when it is good for nothing. Asking uses nothing up.
///
/// # Errors
/// [`AppError::Internal`] when the store fails.
pub async fn find_link(token: &str) -> Result<Option<LinkInQuestion>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let state = expect_context::<AppState>();
    let link = state.identity.find_link(&token).await;
    let link = link.map_err(|error| unreadable(&error, "a link could not be looked up"))?;
    Ok(link.map(|link| LinkInQuestion {
        flow: flow_name(link.flow),
        email: link.email.as_str().to_owned(),
        destination: state.identity.destination(&link),
    }))
}

fn unreadable(error: &identity::Error, what: &'static str) -> AppError {
    tracing::error!(error = %DisplayErrorChain::new(error), "{what}");
    Failure::from(error).into()
}

/// An account that whoever came through Timeback may confirm to be theirs.
pub struct AccountInQuestion {
    /// Its address.
    pub email: String,
    /// Whether a password shows it.
    pub has_password: bool,
}

/// The account that this browser is asked about, if it is.
///
/// # Errors
/// [`AppError::Internal`] when the store fails.
pub async fn account_in_question() -> Result<Option<AccountInQuestion>, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let token = TokenCookie::Link.read(&parts.headers, state.origin.is_secure());
    let Some(token) = token else { return Ok(None) };
    let link = state.identity.find_pending_link(&token).await;
    let link = link.map_err(|error| unreadable(&error, "a pending link could not be looked up"))?;
    Ok(link.map(|link| AccountInQuestion {
        email: link.email.as_str().to_owned(),
        has_password: link.has_password,
    }))
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

/// The page under way was asked for too often: its status is 429.
pub fn answer_too_many(seconds: u64) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::TOO_MANY_REQUESTS);
    }
    retry_after(seconds);
}

fn retry_after(seconds: u64) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// The page under way is none: its status is 404.
pub fn answer_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
