use axum::response::Response;

use super::read::answer;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, external_flow::attempt, form::Form},
};
use identity::ExternalProvider;

/// Begins a sign-in with a provider. The response has the URL to send the browser to; it comes back by way of this server to
/// `redirect_url`, or to `action_complete_redirect_url` if it is signed in then.
pub async fn begin(
    mut browser: Browser,
    form: &Form,
    provider: ExternalProvider,
) -> Result<Response, ClerkError> {
    let request = attempt(&browser, form, provider)?;
    let token = browser.begin_attempt();
    let identity = browser.state.identity.clone();
    let (attempt, start) = identity
        .begin_sign_in_with_provider(&token, request)
        .await?;
    browser.begin_flow(&start);
    answer(browser, &attempt).await
}

/// Signs in with the provider's account that the browser has tried to sign up with.
pub async fn transfer(mut browser: Browser) -> Result<Response, ClerkError> {
    let token = browser.attempt_token().cloned();
    let token = token.ok_or(ClerkError::NOTHING_TO_TRANSFER)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.clone();
    let (attempt, returned) = identity
        .transfer_to_sign_in(&token, previous.as_ref(), &browser.client)
        .await?;
    browser.take_return(returned).await?;
    answer(browser, &attempt).await
}
