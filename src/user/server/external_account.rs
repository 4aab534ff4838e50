use axum::http::header;
use leptos::prelude::expect_context;
use leptos_axum::ResponseOptions;

use super::{SignedIn, view};
use crate::{
    server::cookie::TokenCookie,
    user::{CreateExternalAccountParams, ExternalAccount, UserError},
};
use identity::{
    ExternalFlowRequest, ExternalProvider, LinkExternalAccountError, StartExternalFlowError,
};

/// Begins to link an account at a provider, in this browser.
///
/// # Errors
/// Returns a [`UserError`] when the linking cannot begin.
pub async fn create(
    signed_in: &SignedIn,
    params: CreateExternalAccountParams,
) -> Result<ExternalAccount, UserError> {
    let strategy = params.strategy.strip_prefix("oauth_");
    let provider = strategy.and_then(ExternalProvider::parse);
    let provider = provider.ok_or(UserError::InvalidStrategy)?;
    let request = ExternalFlowRequest {
        scopes: params.additional_scopes,
        redirect_uri: signed_in.callback.clone(),
        redirect_to: params.redirect_url,
        browser: signed_in.flow_token.clone(),
        ..ExternalFlowRequest::default()
    };
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let (account, start) = signed_in
        .identity
        .link_external_account(auth, provider, request, client)
        .await?;
    let cookie = TokenCookie::SignIn.set(&start.browser, start.lifetime, signed_in.is_secure);
    expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
    let mut account = view::external_account(&account);
    account.verification.external_verification_redirect_url = Some(start.url.into());
    Ok(account)
}

impl From<LinkExternalAccountError> for UserError {
    fn from(error: LinkExternalAccountError) -> Self {
        match error {
            LinkExternalAccountError::ReauthenticationNeeded => Self::ReauthenticationNeeded,
            // Only an account that exists already can be missing.
            LinkExternalAccountError::NoSuchAccount => Self::BadRequest,
            LinkExternalAccountError::Start(error) => error.into(),
            LinkExternalAccountError::Failed(error) => error.into(),
        }
    }
}

impl From<StartExternalFlowError> for UserError {
    fn from(error: StartExternalFlowError) -> Self {
        match error {
            StartExternalFlowError::ProviderOff => Self::InvalidStrategy,
            StartExternalFlowError::RedirectNotAllowed => Self::RedirectNotAllowed,
            StartExternalFlowError::InvalidScopes => Self::InvalidScopes,
            StartExternalFlowError::ProviderUnavailable => Self::ProviderUnavailable,
            StartExternalFlowError::Failed(error) => error.into(),
        }
    }
}
