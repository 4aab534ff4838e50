use axum::{
    http::header,
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};

use super::{external::lead_to, form_context::SignInFormContext};
use crate::server::{
    AppState,
    browser_sign_in::{SignInFailure, after_sign_in, end_linking, keep_link, with_error},
};
use identity::{FinishedExternalFlow, ProviderAttemptError, Token};

/// Continues a sign-in or sign-up by Clerk's Frontend API when the browser has returned from the provider, and leads it back
/// to the app, which reads there what is left to do.
pub async fn go_on(
    state: &AppState,
    context: &SignInFormContext,
    flow: &FinishedExternalFlow,
    attempt: Option<&Token>,
) -> Response {
    let previous = context.session.as_ref();
    let returned = state
        .identity
        .return_to_attempt(flow, attempt, previous, &context.client)
        .await;
    let returned = match returned {
        Ok(Some(returned)) => returned,
        Ok(None) => return with_error("/", SignInFailure::Expired),
        Err(error) => return with_error("/", error.into()),
    };
    let to = returned.redirect_to.as_deref().unwrap_or("/");
    if let Some(start) = &returned.link {
        return match keep_link(state, start).await {
            Ok(cookie) => {
                let cookies = AppendHeaders([(header::SET_COOKIE, cookie)]);
                (cookies, Redirect::to(to)).into_response()
            }
            Err(failure) => end_linking(state, failure),
        };
    }
    match &returned.signed_in {
        Some(signed_in) => lead_to(to, &after_sign_in(state, signed_in, None)),
        None => Redirect::to(to).into_response(),
    }
}

impl From<ProviderAttemptError> for SignInFailure {
    fn from(error: ProviderAttemptError) -> Self {
        match error {
            ProviderAttemptError::UsernameExists => Self::Failed,
            ProviderAttemptError::TooManyAttempts(refused) => refused.into(),
            ProviderAttemptError::Failed(error) => error.into(),
        }
    }
}
