use axum::{extract::Path, response::Response};

use super::find;
use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::{
        browser::Browser,
        external_flow::{provider, request},
        form::Form,
    },
};
use identity::{
    AuthContext, ExternalAccount, ExternalAccountId, ExternalFlowStart, LinkExternalAccountError,
    UnlinkExternalAccountError,
};

impl From<LinkExternalAccountError> for ClerkError {
    fn from(error: LinkExternalAccountError) -> Self {
        match error {
            LinkExternalAccountError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            LinkExternalAccountError::NoSuchAccount => Self::NO_SUCH_EXTERNAL_ACCOUNT,
            LinkExternalAccountError::Start(error) => error.into(),
            LinkExternalAccountError::Failed(error) => error.into(),
        }
    }
}

impl From<UnlinkExternalAccountError> for ClerkError {
    fn from(error: UnlinkExternalAccountError) -> Self {
        match error {
            UnlinkExternalAccountError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            UnlinkExternalAccountError::NoSuchAccount => Self::NO_SUCH_EXTERNAL_ACCOUNT,
            UnlinkExternalAccountError::LastWayIn => Self::LAST_WAY_IN,
            UnlinkExternalAccountError::Failed(error) => error.into(),
        }
    }
}

/// `POST /me/external_accounts`: begins to link an account at a provider. The response has the URL to send the browser to;
/// it comes back by way of this server to `redirect_url`, where the account is verified, or says why not.
pub async fn create(mut browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let strategy = form.required("strategy")?;
    let provider = provider(Some(strategy))?.ok_or(ClerkError::STRATEGY_INVALID)?;
    let identity = browser.state.identity.clone();
    let request = request(&browser, &form);
    let (account, start) = identity
        .link_external_account(&auth, provider, request, &browser.client)
        .await?;
    browser.begin_flow(&start);
    answer(browser, &auth, &account, &start).await
}

/// `PATCH /me/external_accounts/{id}/reauthorize`: asks the provider again, for more scopes or after a failure.
pub async fn reauthorize(
    Path(id): Path<String>,
    mut browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let id = ExternalAccountId::parse(&id).ok_or(ClerkError::NO_SUCH_EXTERNAL_ACCOUNT)?;
    let identity = browser.state.identity.clone();
    let request = request(&browser, &form);
    let (account, start) = identity
        .reauthorize_external_account(&auth, &id, request, &browser.client)
        .await?;
    browser.begin_flow(&start);
    answer(browser, &auth, &account, &start).await
}

/// `DELETE /me/external_accounts/{id}`: unlinks an account, unless it is the last way to sign in.
pub async fn delete(Path(id): Path<String>, browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let account = ExternalAccountId::parse(&id).ok_or(ClerkError::NO_SUCH_EXTERNAL_ACCOUNT)?;
    let identity = browser.state.identity.clone();
    identity
        .unlink_external_account(&auth, &account, &browser.client)
        .await?;
    browser
        .answer(DeletedObject::new("external_account", &id))
        .await
}

async fn answer(
    browser: Browser,
    auth: &AuthContext,
    account: &ExternalAccount,
    start: &ExternalFlowStart,
) -> Result<Response, ClerkError> {
    let user = find(&browser, auth).await?;
    let resource = user.into_external_account(account.id.as_str());
    let resource = resource.ok_or(ClerkError::NO_SUCH_EXTERNAL_ACCOUNT)?;
    browser.answer(resource.at(start.url.as_str())).await
}
