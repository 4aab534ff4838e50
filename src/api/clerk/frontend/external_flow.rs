//! Flows at providers: to sign in or up, and to link an account.

use super::{browser::Browser, form::Form};
use crate::{
    api::clerk::{
        error::ClerkError,
        possible_errors::{PossibleErrors, map_error},
    },
    server::browser_sign_in::EXTERNAL_CALLBACK,
};
use identity::{
    ExternalFailure, ExternalFlowRequest, ExternalProvider, ProviderAttempt, ProviderAttemptError,
    ProviderSignUpError, SaveSignUpError, StartExternalFlowError, TransferError,
};

map_error!(StartExternalFlowError {
    ProviderOff => ClerkError::STRATEGY_INVALID,
    RedirectNotAllowed => ClerkError::value("redirect_url", "must be a URL of this server, or an allowed one."),
    InvalidScopes => ClerkError::value("additional_scope", "must be scopes of OAuth."),
    ProviderUnavailable => ClerkError::PROVIDER_UNAVAILABLE,
});

map_error!(ProviderSignUpError {} Start(StartExternalFlowError), SignUp(SaveSignUpError));

map_error!(ProviderAttemptError {
    UsernameExists => ClerkError::USERNAME_EXISTS,
} TooManyAttempts(TooManyAttempts));

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

impl PossibleErrors for TransferError {
    fn all() -> Vec<ClerkError> {
        let refused = ExternalFailure::ALL.map(|failure| {
            ClerkError::refused_account(failure.code(), failure.message(ExternalProvider::Google))
        });
        let mut all = vec![ClerkError::NOTHING_TO_TRANSFER];
        all.extend(refused);
        all.extend(SaveSignUpError::all());
        all.extend(ProviderAttemptError::all());
        all
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
