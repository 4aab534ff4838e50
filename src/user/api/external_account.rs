use leptos::prelude::*;

use crate::{
    text_json::PostTextJson,
    user::{CreateExternalAccountParams, ExternalAccount, UserError},
};

/// Begins to link an account at a provider. The answer has the URL to send the browser to.
///
/// # Errors
/// Returns [`UserError::SignedOut`] without a session, and another [`UserError`] when the linking cannot begin.
#[server(prefix = "/api", endpoint = "create_external_account", input = PostTextJson, output = PostTextJson)]
pub async fn create_external_account(
    /// The provider, and where to return to.
    params: CreateExternalAccountParams,
) -> Result<ExternalAccount, UserError> {
    use crate::user::server::{SignedIn, external_account, refuse};

    let signed_in = SignedIn::require()?;
    external_account::create(&signed_in, params)
        .await
        .map_err(refuse)
}
