use axum::response::Response;

use crate::api::clerk::{
    deleted::DeletedObject,
    error::ClerkError,
    frontend::browser::Browser,
    possible_errors::{Refused, SignedIn, map_error},
    tag,
};
use identity::DeleteOwnAccountError;

map_error!(DeleteOwnAccountError {
    ReauthenticationNeeded | InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    UserNotFound => ClerkError::SIGNED_OUT,
});

/// `DELETE /me`: deletes the signed-in user's account. Their last authentication must be recent.
#[utoipa::path(delete, path = "/me", tag = tag::BROWSERS, operation_id = "clerkBrowserDeleteMe",
    security(("session" = [])),
    responses((status = OK, description = "`response`: what was deleted; `client`: the browser's client"),
        Refused<(Browser, SignedIn, DeleteOwnAccountError)>))]
pub async fn delete(mut browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity.delete_own_account(&auth, &browser.client).await?;
    browser.sign_out();
    let deleted = DeletedObject::new("user", auth.user.as_str());
    browser.answer(deleted).await
}
