//! Browser sign-in with Timeback, and sign-out.

use std::time::Duration;

use axum::{
    extract::{Query, State, rejection::QueryRejection},
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
use identity::{Email, ProviderSignIn, Token, oidc::Redeemed};

/// Lifetime of the cookie that binds sign-ins to the browser.
const BINDING_LIFETIME: Duration = Duration::from_hours(1);

const CALLBACK: &str = "/api/timeback/identity/callback";

/// Query parameters of a sign-in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SignInRequest {
    /// E-mail address of the expected user, passed on to the provider, which may fill it into its form. The sandbox signs
    /// in a user that it knows. Ignored when it is not one e-mail address.
    login_hint: Option<String>,
}

/// `GET /identity/signin`: redirects to the provider's sign-in form.
///
/// Starts an OpenID Connect authorization code flow; its state, nonce and code challenge are bound to this browser.
#[utoipa::path(get, path = "/identity/signin", tag = tag::IDENTITY, operation_id = "signIn", params(SignInRequest),
    responses((status = SEE_OTHER, description = "Redirect to the provider's sign-in form, or to the dashboard's \
        sign-in page with an error message", headers(("location" = String, description = "URL of the redirect")))))]
pub async fn sign_in(
    State(state): State<AppState>,
    headers: HeaderMap,
    request: Result<Query<SignInRequest>, QueryRejection>,
) -> Result<Response, SignInError> {
    let secure = state.origin.is_secure();
    // The provider decides who signs in, so a wrong hint needs no error.
    let login_hint = request.ok().and_then(|Query(request)| request.login_hint);
    let login_hint = login_hint.and_then(|address| Email::parse(&address).ok());
    let browser = TokenCookie::SignIn.read(&headers, secure);
    let (start, flow) = state
        .identity
        .begin_flow(state.origin.url(CALLBACK, &headers), browser)
        .await?;
    // The provider's own session must not sign the previous user in again.
    let asks_again = ProviderSession::read(&headers, secure).is_some();
    let to = state
        .provider
        .authorize_url(&start, &flow, asks_again, login_hint.as_ref())
        .await?;
    let mut answer = Redirect::to(to.as_str()).into_response();
    let cookie = TokenCookie::SignIn.set(&start.browser, BINDING_LIFETIME, secure);
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    if !asks_again {
        // The user may sign in at the provider and never return: the next user must not inherit that session.
        let session = ProviderSession::Left.keep(secure);
        answer.headers_mut().append(header::SET_COOKIE, session);
    }
    Ok(answer)
}

/// Query parameters of the redirect from the provider.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Answer {
    /// Authorization code, on success.
    code: Option<String>,
    /// The `state` of the authorization request.
    state: Option<String>,
    /// Error code, on failure.
    error: Option<String>,
    /// Issuer identifier of the provider (RFC 9207).
    iss: Option<String>,
}

/// `GET /identity/callback`: completes a sign-in with the provider.
///
/// On success, starts a session with a new session token.
#[utoipa::path(get, path = "/identity/callback", tag = tag::IDENTITY, operation_id = "signInCallback", params(Answer),
    responses((status = SEE_OTHER, description = "Redirect to `/profile` with a session cookie, or to the sign-in page \
        with an error message", headers(("location" = String, description = "URL of the redirect")))))]
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
    // RFC 9207: the issuer, if sent, must be the provider that was asked.
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

/// Query parameters of a sign-out.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SignOutExtent {
    /// With any value, signs out of the dashboard only and keeps the provider's own session. The next sign-in shows the
    /// provider's form again.
    local: Option<String>,
}

/// `POST /identity/signout`: signs the browser out.
///
/// Ends the session, discards the cached profile and clears the cookies. A browser that signed in with the provider is
/// redirected to the provider's sign-out, which returns to the sign-in page.
#[utoipa::path(post, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboard",
    params(SignOutExtent),
    responses((status = SEE_OTHER, description = "Redirect to the sign-in page, with cleared cookies; through the \
        provider's sign-out for a browser that signed in with the provider",
        headers(("location" = String, description = "URL of the redirect")))))]
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
    // A `fetch` could not follow a redirect to another origin.
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

/// `GET /identity/signout`: signs the browser out by a link, as in the SDK.
///
/// Works only from a page of the dashboard, as shown by `Sec-Fetch-Site`, `Origin` or `Referer`. A link from elsewhere
/// and a HEAD request redirect to the sign-in page without signing out.
#[utoipa::path(get, path = "/identity/signout", tag = tag::IDENTITY, operation_id = "signOutOfDashboardByLink",
    params(SignOutExtent),
    responses((status = SEE_OTHER, description = "Redirect to the sign-in page, as for POST",
        headers(("location" = String, description = "URL of the redirect")))))]
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
