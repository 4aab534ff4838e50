use axum::response::Response;

use super::{created::Created, resource::SignUp};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, external_flow::attempt, form::Form},
};
use identity::{ExternalFlowStart, ExternalProvider, SignUpAttempt, SignUpFields};

/// Begins a sign-up with a provider. The response has the URL to send the browser to; it comes back by way of this server to
/// `redirect_url`, or to `action_complete_redirect_url` if it is signed in then.
pub async fn begin(
    mut browser: Browser,
    form: &Form,
    fields: SignUpFields,
    provider: ExternalProvider,
) -> Result<Response, ClerkError> {
    let request = attempt(&browser, form, provider)?;
    let token = browser.begin_attempt();
    let identity = browser.state.identity.clone();
    let begun = identity
        .begin_sign_up_with_provider(&token, fields, request, &browser.client)
        .await?;
    answer(browser, begun).await
}

/// Continues the browser's sign-up with a provider, as [`begin`] begins one.
pub async fn go_on(
    mut browser: Browser,
    form: &Form,
    fields: SignUpFields,
    provider: ExternalProvider,
) -> Result<Response, ClerkError> {
    let request = attempt(&browser, form, provider)?;
    let token = browser.begin_attempt();
    let identity = browser.state.identity.clone();
    let begun = identity
        .continue_sign_up_with_provider(&token, fields, request, &browser.client)
        .await?;
    answer(browser, begun.ok_or(ClerkError::NO_SUCH_SIGN_UP)?).await
}

async fn answer(
    mut browser: Browser,
    (attempt, start): (SignUpAttempt, ExternalFlowStart),
) -> Result<Response, ClerkError> {
    browser.begin_flow(&start);
    let sign_up = SignUp::new(&attempt, None, &browser);
    browser.answer(sign_up).await
}

/// Signs up with the provider's account that the browser has tried to sign in with.
pub async fn transfer(mut browser: Browser, fields: SignUpFields) -> Result<Response, ClerkError> {
    let token = browser.attempt_token().cloned();
    let token = token.ok_or(ClerkError::NOTHING_TO_TRANSFER)?;
    let identity = browser.state.identity.clone();
    let previous = browser.session_token.clone();
    let (attempt, returned) = identity
        .transfer_to_sign_up(&token, fields, previous.as_ref(), &browser.client)
        .await?;
    browser.take_return(returned).await?;
    let created = Created::by(&attempt, &browser);
    let sign_up = SignUp::new(&attempt, created.as_ref(), &browser);
    browser.answer(sign_up).await
}
