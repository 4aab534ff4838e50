//! Signing in through Timeback, and out again.

use std::time::Duration;

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use url::Url;
use utoipa::IntoParams;

use super::{sign_in_error::SignInError, tag};
use crate::server::{
    AppState,
    browser_sign_in::{after_sign_in, begin_linking},
    client_info::Client,
    cookie::TokenCookie,
    csrf::RequestSite,
    provider_session::{ProviderSession, logout_url},
    return_path::ReturnPath,
    typed_email::TypedEmail,
};
use identity::{ProviderSignIn, Token, oidc::Redeemed};

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
) -> Result<Response, SignInError> {
    let secure = state.origin.is_secure();
    let browser = TokenCookie::SignIn.read(&headers, secure);
    let (start, flow) = state
        .identity
        .begin_flow(state.origin.url(CALLBACK, &headers), browser)
        .await?;
    // Whoever was here before must not be signed in again by the provider's own session.
    let asks_again = ProviderSession::read(&headers, secure).is_some();
    let to = state
        .provider
        .authorize_url(&start, &flow, asks_again)
        .await?;
    let mut answer = Redirect::to(to.as_str()).into_response();
    let cookie = TokenCookie::SignIn.set(&start.browser, BINDING_LIFETIME, secure);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    if !asks_again {
        // They may sign in there without coming back to us: then that session is nobody's who comes next.
        let session = ProviderSession::Left.keep(secure);
        answer.headers_mut().append(header::SET_COOKIE, session);
    }
    Ok(answer)
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
    Client(client): Client,
    Query(answer): Query<Answer>,
) -> Result<Response, SignInError> {
    let secure = state.origin.is_secure();
    if let Some(error) = answer.error {
        tracing::info!(error, "the identity provider sent an error");
        return Err(SignInError::Cancelled);
    }
    let browser = TokenCookie::SignIn
        .read(&headers, secure)
        .ok_or(SignInError::Expired)?;
    let presented = answer
        .state
        .as_deref()
        .and_then(Token::parse)
        .ok_or(SignInError::Expired)?;
    let flow = state
        .identity
        .take_flow(&presented, &browser)
        .await?
        .ok_or(SignInError::Expired)?;
    // A provider that says who it is must be the one that was asked (RFC 9207).
    if answer.iss.is_some_and(|iss| iss != state.provider.issuer()) {
        return Err(SignInError::Failed);
    }
    let Redeemed { claims, id_token } = state
        .provider
        .redeem(answer.code.ok_or(SignInError::Failed)?, flow)
        .await?;
    let previous = TokenCookie::Session.read(&headers, secure);
    let arrival = state
        .identity
        .sign_in_with_provider(&claims, previous.as_ref(), &client)
        .await?;
    let return_path = ReturnPath::read(&headers, secure);
    let mut answer = match arrival {
        ProviderSignIn::SignedIn(signed_in) => {
            after_sign_in(&state, &signed_in, return_path.as_ref())
        }
        ProviderSignIn::Confirm(start) => begin_linking(&state, &start).await,
    };
    let session = ProviderSession::Open(Some(id_token)).keep(secure);
    answer.headers_mut().append(header::SET_COOKIE, session);
    Ok(answer)
}

/// How far a sign-out goes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SignOutExtent {
    /// With any value: signs out here only, and leaves the session that the provider keeps of its own. Its form is shown
    /// again at the next sign-in.
    local: Option<String>,
}

/// `POST /identity/signout`: ends the session, forgets what Timeback told, and takes the cookie. A browser that came through
/// the provider is led through the provider's own sign-out, and back to the sign-in page.
#[utoipa::path(post, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboard",
    params(SignOutExtent),
    responses((status = SEE_OTHER, description = "To the sign-in page, without the cookies; for a browser that came through \
        the provider, by way of the provider's sign-out",
        headers(("location" = String, description = "Where to")))))]
pub async fn sign_out(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(extent): Query<SignOutExtent>,
    Client(client): Client,
) -> Result<Response, SignInError> {
    let secure = state.origin.is_secure();
    if let Some(token) = TokenCookie::Session.read(&headers, secure)
        && let Some(session) = state.identity.sign_out_browser(&token, &client).await?
    {
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
        ReturnPath::clear(secure),
        ProviderSession::Left.keep(secure),
    ]
    .map(|cookie| (header::SET_COOKIE, cookie));
    // A script that fetches this could not follow to another origin.
    let is_page = headers
        .get("sec-fetch-mode")
        .is_none_or(|mode| mode == "navigate");
    let through = if is_page && extent.local.is_none() {
        logout_url(&state, &headers).await
    } else {
        None
    };
    let to = Redirect::to(through.as_ref().map_or("/", Url::as_str));
    Ok((AppendHeaders(cookies), [clear_site], to).into_response())
}

/// `GET /identity/signout`: the same by a link, as the SDK has it, on a page of the dashboard. Any other link leads to the
/// sign-in page and signs nobody out.
///
/// A browser shows where a link stands by `Sec-Fetch-Site`, `Origin` or `Referer`. HEAD signs nobody out.
#[utoipa::path(get, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboardByLink",
    params(SignOutExtent),
    responses((status = SEE_OTHER, description = "To the sign-in page, as by POST",
        headers(("location" = String, description = "Where to")))))]
pub async fn sign_out_by_link(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
    extent: Query<SignOutExtent>,
    client: Client,
) -> Result<Response, SignInError> {
    let is_ours = RequestSite::of_link(&headers, &state.origin) == RequestSite::SameOrigin;
    if is_ours && method == Method::GET {
        sign_out(State(state), headers, extent, client).await
    } else {
        Ok(Redirect::to("/").into_response())
    }
}
