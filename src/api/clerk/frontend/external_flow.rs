//! Flows at providers: to sign in or up, and to link an account.

use super::{browser::Browser, form::Form};
use crate::{api::clerk::error::ClerkError, server::browser_sign_in::EXTERNAL_CALLBACK};
use identity::{
    ExternalFlowRequest, ExternalProvider, ProviderAttempt, ProviderAttemptError,
    ProviderSignUpError, StartExternalFlowError, TransferError,
};

impl From<StartExternalFlowError> for ClerkError {
    fn from(error: StartExternalFlowError) -> Self {
        match error {
            StartExternalFlowError::ProviderOff => Self::STRATEGY_INVALID,
            StartExternalFlowError::RedirectNotAllowed => Self::value(
                "redirect_url",
                "must be a URL of this server, or an allowed one.",
            ),
            StartExternalFlowError::InvalidScopes => {
                Self::value("additional_scope", "must be scopes of OAuth.")
            }
            StartExternalFlowError::ProviderUnavailable => Self::PROVIDER_UNAVAILABLE,
            StartExternalFlowError::Failed(error) => error.into(),
        }
    }
}

impl From<ProviderSignUpError> for ClerkError {
    fn from(error: ProviderSignUpError) -> Self {
        match error {
            ProviderSignUpError::Start(error) => error.into(),
            ProviderSignUpError::SignUp(error) => error.into(),
            ProviderSignUpError::Failed(error) => error.into(),
        }
    }
}

impl From<ProviderAttemptError> for ClerkError {
    fn from(error: ProviderAttemptError) -> Self {
        match error {
            ProviderAttemptError::UsernameExists => Self::USERNAME_EXISTS,
            ProviderAttemptError::TooManyAttempts(error) => error.into(),
            ProviderAttemptError::Failed(error) => error.into(),
        }
    }
}

impl From<TransferError> for ClerkError {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::NothingToTransfer => Self::NOTHING_TO_TRANSFER,
            TransferError::Refused(external, failure) => {
                Self::refused_account(failure.code(), failure.message(external.provider))
            }
            TransferError::SignUp(error) => error.into(),
            TransferError::Attempt(error) => error.into(),
            TransferError::Failed(error) => error.into(),
        }
    }
}

/// The provider of this strategy, if it is a provider's.
///
/// # Errors
/// Returns `strategy_for_user_invalid` when there is no such provider.
pub fn provider(strategy: Option<&str>) -> Result<Option<ExternalProvider>, ClerkError> {
    let name = strategy.and_then(|it| it.strip_prefix("oauth_"));
    let provider =
        name.map(|name| ExternalProvider::parse(name).ok_or(ClerkError::STRATEGY_INVALID));
    provider.transpose()
}

/// A flow that leads back to the URL in the form.
pub fn request(browser: &Browser, form: &Form) -> ExternalFlowRequest {
    let text = |name| form.filled(name).map(ToOwned::to_owned);
    ExternalFlowRequest {
        scopes: form
            .all("additional_scope")
            .map(ToOwned::to_owned)
            .collect(),
        redirect_uri: browser.url(EXTERNAL_CALLBACK),
        redirect_to: text("redirect_url"),
        tag: None,
        prompt: text("oidc_prompt"),
        login_hint: text("oidc_login_hint"),
        browser: browser.flow_token(),
    }
}

/// A sign-in or sign-up with this provider, which leads back to the URLs in the form.
///
/// # Errors
/// Returns `form_param_missing` without a URL to lead back to.
pub fn attempt(
    browser: &Browser,
    form: &Form,
    provider: ExternalProvider,
) -> Result<ProviderAttempt, ClerkError> {
    form.required("redirect_url")?;
    let complete = form.filled("action_complete_redirect_url");
    Ok(ProviderAttempt {
        provider,
        flow: request(browser, form),
        complete_redirect_to: complete.map(ToOwned::to_owned),
    })
}
