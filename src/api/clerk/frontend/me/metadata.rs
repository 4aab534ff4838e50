use axum::response::Response;

use super::find;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
};
use identity::Merge;

/// `PATCH /me/metadata`: merges the metadata that the user writes at every level; null removes a key.
pub async fn merge(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    if let Some(data) = form.object("unsafe_metadata")? {
        let identity = browser.state.identity.clone();
        identity
            .change_own_metadata(&auth, data, Merge::Deep, &browser.client)
            .await?;
    }
    let user = find(&browser, &auth).await?;
    browser.answer(user).await
}
