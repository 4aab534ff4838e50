use axum::response::Response;

use super::find;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
    possible_errors::{Refused, SignedIn},
    tag,
};
use identity::{Merge, MetadataError};

/// `PATCH /me/metadata`: merges the metadata that the user writes at every level; null removes a key.
#[utoipa::path(patch, path = "/me/metadata", tag = tag::BROWSERS, operation_id = "clerkBrowserMergeMetadata",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the user; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, MetadataError)>))]
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
