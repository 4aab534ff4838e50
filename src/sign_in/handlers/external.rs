//! Sign-in with providers other than Timeback, and the callback to which they redirect for every purpose.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{external_attempt, form_context::SignInFormContext};
use crate::server::{
    AppState,
    browser_sign_in::{EXTERNAL_CALLBACK, SignInFailure, after_sign_in, begin_linking, with_error},
    cookie::TokenCookie,
};
use identity::{
    ExternalFailure, ExternalFlowOutcome, ExternalFlowRequest, ExternalFlowReturn, ExternalGrant,
    ExternalProvider, ExternalSignInError, FinishExternalFlowError, NextStep, ProviderSignIn,
    StartExternalFlowError,
};

/// Where external accounts are shown.
const ACCOUNTS: &str = "/account#connected";

/// Query of a link to a provider.
#[derive(Deserialize)]
pub struct BeginQuery {
    /// Where to go after the sign-in: a path of ours, or a URL that the policy allows.
    redirect_to: Option<String>,
}

/// Query of the callback.
#[derive(Deserialize)]
pub struct CallbackQuery {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /oauth/signin/{provider}`: redirects to the provider.
pub async fn begin(
    State(state): State<AppState>,
    Path(provider): Path<String>,
    Query(query): Query<BeginQuery>,
    headers: HeaderMap,
) -> Response {
    let Some(provider) = ExternalProvider::parse(&provider) else {
        return with_error("/", SignInFailure::Failed);
    };
    let secure = state.origin.is_secure();
    let request = ExternalFlowRequest {
        redirect_uri: state.origin.url(EXTERNAL_CALLBACK, &headers),
        redirect_to: query.redirect_to,
        browser: TokenCookie::SignIn.read(&headers, secure),
        ..ExternalFlowRequest::default()
    };
    match state
        .identity
        .start_external_sign_in(provider, request)
        .await
    {
        Ok(start) => {
            let cookie = TokenCookie::SignIn.set(&start.browser, start.lifetime, secure);
            let to = Redirect::to(start.url.as_str());
            ([(header::SET_COOKIE, cookie)], to).into_response()
        }
        Err(error) => with_error("/", error.into()),
    }
}

/// `GET /oauth/callback`: completes a sign-in, or the linking of an account.
pub async fn finish(
    State(state): State<AppState>,
    context: SignInFormContext,
    Query(query): Query<CallbackQuery>,
    headers: HeaderMap,
) -> Response {
    let browser = TokenCookie::SignIn.read(&headers, state.origin.is_secure());
    let returned = ExternalFlowReturn {
        state: query.state,
        code: query.code,
        error: query.error,
        iss: query.iss,
    };
    let finished = state
        .identity
        .finish_external_flow(returned, browser.as_ref(), &context.client)
        .await;
    match finished {
        Ok(flow) if flow.tag.is_some() => {
            let attempt = TokenCookie::Attempt.read(&headers, state.origin.is_secure());
            external_attempt::go_on(&state, &context, &flow, attempt.as_ref()).await
        }
        Ok(flow) => match flow.outcome {
            // The page shows the account, and why it was not linked.
            ExternalFlowOutcome::Account(_) => {
                Redirect::to(flow.redirect_to.as_deref().unwrap_or(ACCOUNTS)).into_response()
            }
            ExternalFlowOutcome::Authenticated(grant) => {
                admit(&state, &context, &grant, flow.redirect_to.as_deref()).await
            }
            ExternalFlowOutcome::NotAuthenticated(failure) => with_error("/", failure.into()),
        },
        Err(FinishExternalFlowError::Expired) => with_error("/", SignInFailure::Expired),
        Err(FinishExternalFlowError::Failed(error)) => with_error("/", error.into()),
    }
}

async fn admit(
    state: &AppState,
    context: &SignInFormContext,
    grant: &ExternalGrant,
    redirect_to: Option<&str>,
) -> Response {
    let previous = context.session.as_ref();
    let arrival = state
        .identity
        .sign_in_with_external_account(grant, previous, &context.client)
        .await;
    match arrival {
        Ok(ProviderSignIn::SignedIn(signed_in)) => {
            let answer = after_sign_in(state, &signed_in, context.return_path.as_ref());
            match redirect_to {
                // A step that is still required comes first.
                Some(to) if signed_in.next == NextStep::Nothing => lead_to(to, &answer),
                _ => answer,
            }
        }
        Ok(ProviderSignIn::Confirm(start)) => begin_linking(state, &start).await,
        Err(error) => with_error("/", error.into()),
    }
}

/// The redirect with the cookies of this response, and another target.
pub fn lead_to(to: &str, response: &Response) -> Response {
    let mut redirect = Redirect::to(to).into_response();
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let cookies = cookies.map(|cookie| (header::SET_COOKIE, cookie.clone()));
    redirect.headers_mut().extend(cookies);
    redirect
}

impl From<StartExternalFlowError> for SignInFailure {
    fn from(error: StartExternalFlowError) -> Self {
        match error {
            StartExternalFlowError::ProviderOff
            | StartExternalFlowError::RedirectNotAllowed
            | StartExternalFlowError::InvalidScopes => Self::Failed,
            StartExternalFlowError::ProviderUnavailable => Self::ProviderFailed,
            StartExternalFlowError::Failed(error) => error.into(),
        }
    }
}

impl From<ExternalFailure> for SignInFailure {
    fn from(failure: ExternalFailure) -> Self {
        match failure {
            ExternalFailure::AccessDenied => Self::Cancelled,
            ExternalFailure::TokenExchange | ExternalFailure::UserInfo => Self::ProviderFailed,
            ExternalFailure::NoVerifiedEmail => Self::ProviderNoEmail,
            ExternalFailure::SignUpOff => Self::Closed,
            ExternalFailure::UserBanned => Self::Banned,
            // These are of accounts that are being linked.
            ExternalFailure::AccountExists
            | ExternalFailure::AlreadyLinked
            | ExternalFailure::AccountMismatch => Self::Failed,
        }
    }
}

impl From<ExternalSignInError> for SignInFailure {
    fn from(error: ExternalSignInError) -> Self {
        match error {
            ExternalSignInError::EmailNotVerified => Self::ProviderNoEmail,
            ExternalSignInError::SignUpOff => Self::Closed,
            ExternalSignInError::UserBanned => Self::Banned,
            ExternalSignInError::TooManyAttempts(refused) => refused.into(),
            ExternalSignInError::Failed(error) => error.into(),
        }
    }
}
