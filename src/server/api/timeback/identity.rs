//! Signing in through Timeback, and out again.

use std::time::Duration;

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::tag;
use crate::{
    identity::{self, Arrival, Token, oidc},
    server::{
        AppState, caller::Asked, cookie::TokenCookie, failure::Failure, provenance::Provenance,
        sign_in, typed_email::TypedEmail,
    },
};

/// How long a browser keeps the cookie that binds its sign-ins.
const BINDING_LIFETIME: Duration = Duration::from_hours(1);

const CALLBACK: &str = "/api/timeback/identity/callback";

/// `GET /identity/signin`: to the provider, with a state, a nonce and a code challenge that hold in this browser only.
#[utoipa::path(get, path = "/identity/signin", tag = tag::IDENTITY, operation_id = "signIn",
    responses((status = SEE_OTHER, description = "To the provider's sign-in form, or back to the sign-in page, which says \
        what failed", headers(("location" = String, description = "Where to")))))]
pub async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, SignInTrouble> {
    let secure = state.origin.is_secure();
    let browser = TokenCookie::SignIn.read(&headers, secure);
    let (start, flow) = state
        .identity
        .begin_flow(state.origin.url(CALLBACK, &headers), browser)
        .await?;
    let to = state.provider.authorize_url(&start, &flow).await?;
    let cookie = TokenCookie::SignIn.set(&start.browser, BINDING_LIFETIME, secure);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to.as_str())).into_response())
}

/// What the provider sends a browser back with.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Answer {
    /// What a sign-in that holds is redeemed with.
    code: Option<String>,
    /// Which sign-in of this browser it is.
    state: Option<String>,
    /// Why nobody was signed in.
    error: Option<String>,
    /// Who the provider is (RFC 9207).
    iss: Option<String>,
}

/// `GET /identity/callback`: from the provider. A sign-in that holds begins a session, under a new token.
#[utoipa::path(get, path = "/identity/callback", tag = tag::IDENTITY, operation_id = "signInCallback", params(Answer),
    responses((status = SEE_OTHER, description = "To `/profile` with a session's cookie, or to the sign-in page, which \
        says what failed", headers(("location" = String, description = "Where to")))))]
pub async fn callback(
    State(state): State<AppState>,
    headers: HeaderMap,
    Asked(caller): Asked,
    Query(answer): Query<Answer>,
) -> Result<Response, SignInTrouble> {
    let secure = state.origin.is_secure();
    if let Some(error) = answer.error {
        tracing::info!(error, "the identity provider sent an error");
        return Err(SignInTrouble::Cancelled);
    }
    let browser = TokenCookie::SignIn
        .read(&headers, secure)
        .ok_or(SignInTrouble::Expired)?;
    let presented = answer
        .state
        .as_deref()
        .and_then(Token::parse)
        .ok_or(SignInTrouble::Expired)?;
    let flow = state
        .identity
        .take_flow(&presented, &browser)
        .await?
        .ok_or(SignInTrouble::Expired)?;
    // A provider that says who it is must be the one that was asked (RFC 9207).
    if answer.iss.is_some_and(|iss| iss != state.provider.issuer()) {
        return Err(SignInTrouble::Failed);
    }
    let claims = state
        .provider
        .redeem(answer.code.ok_or(SignInTrouble::Failed)?, flow)
        .await?;
    let previous = TokenCookie::Session.read(&headers, secure);
    let arrival = state
        .identity
        .arrive(&claims, previous.as_ref(), &caller)
        .await?;
    Ok(match arrival {
        Arrival::SignedIn(signed_in) => sign_in::enter(&state, &signed_in),
        Arrival::Confirm(start) => sign_in::ask(&state, &start).await,
    })
}

/// `POST /identity/signout`: ends the session, forgets what Timeback told, and takes the cookie.
#[utoipa::path(post, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboard",
    responses((status = SEE_OTHER, description = "To the sign-in page, without the cookies",
        headers(("location" = String, description = "Where to")))))]
pub async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
    Asked(caller): Asked,
) -> Result<Response, SignInTrouble> {
    let secure = state.origin.is_secure();
    if let Some(token) = TokenCookie::Session.read(&headers, secure)
        && let Some(session) = state.identity.sign_out_browser(&token, &caller).await?
    {
        state.profiles.forget(session.as_str());
        tracing::info!(session = session.as_str(), "a student signed out");
    }
    let clear_site = (
        header::HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    let cookies = [
        TokenCookie::Session.clear(secure),
        TokenCookie::SignIn.clear(secure),
        TypedEmail::clear(secure),
    ]
    .map(|cookie| (header::SET_COOKIE, cookie));
    Ok((AppendHeaders(cookies), [clear_site], Redirect::to("/")).into_response())
}

/// `GET /identity/signout`: the same by a link, as the SDK has it, on a page of the dashboard. Any other link leads to the
/// sign-in page and signs nobody out.
///
/// A browser shows where a link stands by `Sec-Fetch-Site`, `Origin` or `Referer`. HEAD signs nobody out.
#[utoipa::path(get, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboardByLink",
    responses((status = SEE_OTHER, description = "To the sign-in page",
        headers(("location" = String, description = "Where to")))))]
pub async fn sign_out_by_link(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
    asked: Asked,
) -> Result<Response, SignInTrouble> {
    let is_ours = Provenance::of_link(&headers, &state.origin) == Provenance::Own;
    if is_ours && method == Method::GET {
        sign_out(State(state), headers, asked).await
    } else {
        Ok(Redirect::to("/").into_response())
    }
}

/// Why nobody was signed in. The browser goes back to the sign-in page, which says so in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInTrouble {
    Cancelled,
    Expired,
    NoEmail,
    Unavailable,
    Failed,
    /// Ours, not the provider's.
    Failure(Failure),
}

impl IntoResponse for SignInTrouble {
    fn into_response(self) -> Response {
        Redirect::to(match self {
            Self::Cancelled => "/?error=cancelled",
            Self::Expired => "/?error=expired",
            Self::NoEmail => "/?error=no_email",
            Self::Unavailable => "/?error=unavailable",
            Self::Failed => "/?error=failed",
            Self::Failure(failure) => return failure.into_response(),
        })
        .into_response()
    }
}

impl From<oidc::Error> for SignInTrouble {
    fn from(error: oidc::Error) -> Self {
        tracing::warn!(error = &error as &dyn std::error::Error, "a sign-in failed");
        match error {
            oidc::Error::NoEmail => Self::NoEmail,
            oidc::Error::Provider { .. } => Self::Unavailable,
            _ => Self::Failed,
        }
    }
}

impl From<identity::Error> for SignInTrouble {
    fn from(error: identity::Error) -> Self {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "the account store failed during a sign-in"
        );
        Self::Failure(Failure::from(&error))
    }
}
