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
    possible_errors::{NoSuchExternalAccount, Refused, SignedIn, StrategyInvalid, map_error},
    tag,
};
use identity::{
    AuthContext, ExternalAccount, ExternalAccountId, ExternalFlowStart, LinkExternalAccountError,
    UnlinkExternalAccountError,
};

map_error!(LinkExternalAccountError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    NoSuchAccount => ClerkError::NO_SUCH_EXTERNAL_ACCOUNT,
} Start(StartExternalFlowError));

map_error!(UnlinkExternalAccountError {
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    NoSuchAccount => ClerkError::NO_SUCH_EXTERNAL_ACCOUNT,
    LastWayIn => ClerkError::LAST_WAY_IN,
});

/// `POST /me/external_accounts`: begins to link an account at a provider. The response has the URL to send the browser to;
/// it comes back by way of this server to `redirect_url`, where the account is verified, or says why not.
#[utoipa::path(post, path = "/me/external_accounts", tag = tag::BROWSERS, operation_id = "clerkBrowserCreateExternalAccount",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the external account; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchExternalAccount, StrategyInvalid, LinkExternalAccountError)>))]
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
#[utoipa::path(patch, path = "/me/external_accounts/{id}/reauthorize", tag = tag::BROWSERS, operation_id = "clerkBrowserReauthorizeExternalAccount",
    params(("id" = String, Path, description = "ID of the external account")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: the external account; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, NoSuchExternalAccount, LinkExternalAccountError)>))]
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
#[utoipa::path(delete, path = "/me/external_accounts/{id}", tag = tag::BROWSERS, operation_id = "clerkBrowserDeleteExternalAccount",
    params(("id" = String, Path, description = "ID of the external account")),
    security(("session" = [])),
    responses((status = OK, description = "`response`: what was deleted; `client`: the browser's client"),
        Refused<(Browser, SignedIn, NoSuchExternalAccount, UnlinkExternalAccountError)>))]
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
