//! Accounts at providers other than Timeback. A link leads to the provider, since browsers apply a page's policy for forms to
//! whatever a form redirects to: links are only followed from a page of ours.

use axum::{
    Form,
    extract::{Query, State},
    http::{HeaderMap, Method, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{form_context::AccountFormContext, form_error::AccountFormError};
use crate::{
    account::{FormOutcome, Section},
    server::{
        AppState, browser_sign_in::EXTERNAL_CALLBACK, cookie::TokenCookie, csrf::RequestSite,
    },
};
use identity::{
    ExternalAccountId, ExternalFlowRequest, ExternalFlowStart, ExternalProvider,
    LinkExternalAccountError, StartExternalFlowError, UnlinkExternalAccountError,
};

/// Which provider.
#[derive(Deserialize)]
pub struct ConnectQuery {
    #[serde(default)]
    provider: String,
}

/// Which account.
#[derive(Deserialize)]
pub struct ConnectedAccount {
    #[serde(default)]
    account: String,
    /// Further scopes, between spaces.
    #[serde(default)]
    scopes: String,
}

/// `GET /account/connected/connect`
pub async fn connect(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
    context: AccountFormContext,
    Query(query): Query<ConnectQuery>,
) -> Response {
    let Some(provider) = ExternalProvider::parse(&query.provider) else {
        return context.tell(Section::Connected, FormOutcome::ProviderFailed, &[]);
    };
    if !is_followed_here(&state, &method, &headers) {
        return Redirect::to(&Section::Connected.path()).into_response();
    }
    let request = request(&state, &headers, "");
    let (auth, client) = (&context.auth, &context.client);
    let begun = state
        .identity
        .link_external_account(auth, provider, request, client)
        .await;
    lead_on(&state, &context, begun.map(|(_, start)| start))
}

/// `GET /account/connected/reconnect`
pub async fn reconnect(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
    context: AccountFormContext,
    Query(query): Query<ConnectedAccount>,
) -> Response {
    let Some(id) = ExternalAccountId::parse(&query.account) else {
        return context.tell(Section::Connected, FormOutcome::ConnectionGone, &[]);
    };
    if !is_followed_here(&state, &method, &headers) {
        return Redirect::to(&Section::Connected.path()).into_response();
    }
    let request = request(&state, &headers, &query.scopes);
    let (auth, client) = (&context.auth, &context.client);
    let begun = state
        .identity
        .reauthorize_external_account(auth, &id, request, client)
        .await;
    lead_on(&state, &context, begun.map(|(_, start)| start))
}

/// `POST /account/connected/disconnect`
pub async fn disconnect(
    State(state): State<AppState>,
    context: AccountFormContext,
    Form(form): Form<ConnectedAccount>,
) -> Response {
    let Some(id) = ExternalAccountId::parse(&form.account) else {
        return context.tell(Section::Connected, FormOutcome::ConnectionGone, &[]);
    };
    let (auth, client) = (&context.auth, &context.client);
    let unlinked = state
        .identity
        .unlink_external_account(auth, &id, client)
        .await;
    let outcome = unlinked
        .map_err(AccountFormError::from)
        .map(|()| FormOutcome::Disconnected);
    context.answer(Section::Connected, outcome, &[])
}

/// Whether the link was followed from a page of ours, or typed.
fn is_followed_here(state: &AppState, method: &Method, headers: &HeaderMap) -> bool {
    method == Method::GET && RequestSite::of_link(headers, &state.origin) == RequestSite::SameOrigin
}

fn request(state: &AppState, headers: &HeaderMap, scopes: &str) -> ExternalFlowRequest {
    ExternalFlowRequest {
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        redirect_uri: state.origin.url(EXTERNAL_CALLBACK, headers),
        browser: TokenCookie::SignIn.read(headers, state.origin.is_secure()),
        ..ExternalFlowRequest::default()
    }
}

/// Redirects to the provider.
fn lead_on(
    state: &AppState,
    context: &AccountFormContext,
    begun: Result<ExternalFlowStart, LinkExternalAccountError>,
) -> Response {
    match begun {
        Ok(start) => {
            let secure = state.origin.is_secure();
            let cookie = TokenCookie::SignIn.set(&start.browser, start.lifetime, secure);
            let to = Redirect::to(start.url.as_str());
            ([(header::SET_COOKIE, cookie)], to).into_response()
        }
        Err(error) => context.answer(Section::Connected, Err(error.into()), &[]),
    }
}

impl From<LinkExternalAccountError> for AccountFormError {
    fn from(error: LinkExternalAccountError) -> Self {
        match error {
            LinkExternalAccountError::ReauthenticationNeeded => Self::ConfirmFirst,
            LinkExternalAccountError::NoSuchAccount => FormOutcome::ConnectionGone.into(),
            LinkExternalAccountError::Start(error) => match error {
                StartExternalFlowError::ProviderOff
                | StartExternalFlowError::RedirectNotAllowed
                | StartExternalFlowError::InvalidScopes
                | StartExternalFlowError::ProviderUnavailable => FormOutcome::ProviderFailed.into(),
                StartExternalFlowError::Failed(error) => error.into(),
            },
            LinkExternalAccountError::Failed(error) => error.into(),
        }
    }
}

impl From<UnlinkExternalAccountError> for AccountFormError {
    fn from(error: UnlinkExternalAccountError) -> Self {
        match error {
            UnlinkExternalAccountError::NoSuchAccount => FormOutcome::ConnectionGone.into(),
            UnlinkExternalAccountError::ReauthenticationNeeded => Self::ConfirmFirst,
            UnlinkExternalAccountError::LastWayIn => FormOutcome::LastWayIn.into(),
            UnlinkExternalAccountError::Failed(error) => error.into(),
        }
    }
}
