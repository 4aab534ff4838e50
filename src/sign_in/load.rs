//! What the pages of the way in load.

use axum::http::request::Parts;
use display_error_chain::DisplayErrorChain;
use leptos::prelude::{expect_context, use_context};

use crate::{
    error::AppError,
    server::{
        AppState,
        browser_sign_in::{SignInFailure, error_page},
        cookie::TokenCookie,
        failure::Failure,
        session::AwaitsSecondFactor,
        typed_email::TypedEmail,
    },
};
use identity::{AuthContext, CodeFlow, Error, ExternalProvider, SecondFactors, Token};

/// Whether somebody is here who is signed in as soon as they show their second factor.
pub fn awaits_second_factor() -> bool {
    use_context::<Parts>()
        .is_some_and(|parts| parts.extensions.get::<AwaitsSecondFactor>().is_some())
}

/// The second factors that whoever is here may show, to be let in.
///
/// # Errors
/// Returns [`AppError::Unavailable`] or [`AppError::Internal`] when the store fails.
pub async fn second_factors() -> Result<Option<SecondFactors>, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let token = TokenCookie::Session.read(&parts.headers, state.origin.is_secure());
    let Some(token) = token else { return Ok(None) };
    let factors = state.identity.pending_second_factors(&token).await;
    factors.map_err(|error| unreadable(&error, "second factors could not be looked up"))
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

/// The way in, which says that there are no accounts here but Timeback's.
pub fn closed_page() -> String {
    error_page("/", SignInFailure::Closed)
}

/// The way in, which says that no mail is sent here.
pub fn no_mail_page() -> String {
    error_page("/", SignInFailure::NoMail)
}

/// What a link from a mail is good for.
pub struct LinkInQuestion {
    /// What it continues.
    pub flow: CodeFlow,
    /// Whom it was mailed to.
    pub email: String,
    /// The host of the app that its button leads back to, if it does.
    pub destination: Option<String>,
}

/// The link from a mail with this token; `None` when it is good for nothing. Asking uses nothing up.
///
/// # Errors
/// Returns [`AppError::Unavailable`] or [`AppError::Internal`] when the store fails.
pub async fn find_link(token: &str) -> Result<Option<LinkInQuestion>, AppError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    let state = expect_context::<AppState>();
    let link = state.identity.find_link(&token).await;
    let link = link.map_err(|error| unreadable(&error, "a link could not be looked up"))?;
    Ok(link.map(|link| LinkInQuestion {
        flow: link.flow,
        email: link.email.as_str().to_owned(),
        destination: state.identity.destination(&link),
    }))
}

/// An account that whoever came through a provider may confirm to be theirs.
pub struct AccountInQuestion {
    /// Its address.
    pub email: String,
    /// The provider's name.
    pub provider: &'static str,
    /// Whether a password shows it.
    pub has_password: bool,
}

/// The account that this browser is asked about, if it is.
///
/// # Errors
/// Returns [`AppError::Unavailable`] or [`AppError::Internal`] when the store fails.
pub async fn account_in_question() -> Result<Option<AccountInQuestion>, AppError> {
    let (state, parts) = (expect_context::<AppState>(), expect_context::<Parts>());
    let token = TokenCookie::Link.read(&parts.headers, state.origin.is_secure());
    let Some(token) = token else { return Ok(None) };
    let link = state.identity.find_pending_link(&token).await;
    let link = link.map_err(|error| unreadable(&error, "a pending link could not be looked up"))?;
    Ok(link.map(|link| AccountInQuestion {
        email: link.email.as_str().to_owned(),
        provider: link.provider.map_or("Timeback", ExternalProvider::name),
        has_password: link.has_password,
    }))
}

fn unreadable(error: &Error, what: &'static str) -> AppError {
    tracing::error!(error = %DisplayErrorChain::new(error), "{what}");
    Failure::from(error).into()
}
