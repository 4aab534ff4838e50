use axum::response::Response;

use crate::api::clerk::{deleted::DeletedObject, error::ClerkError, frontend::browser::Browser};
use identity::DeleteOwnAccountError;

impl From<DeleteOwnAccountError> for ClerkError {
    fn from(error: DeleteOwnAccountError) -> Self {
        match error {
            DeleteOwnAccountError::ReauthenticationNeeded
            | DeleteOwnAccountError::InsufficientAal => Self::REVERIFICATION_REQUIRED,
            DeleteOwnAccountError::UserNotFound => Self::SIGNED_OUT,
            DeleteOwnAccountError::Failed(error) => error.into(),
        }
    }
}

/// `DELETE /me`: deletes the signed-in user's account. Their last authentication must be recent.
pub async fn delete(mut browser: Browser) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity.delete_own_account(&auth, &browser.client).await?;
    browser.sign_out();
    let deleted = DeletedObject::new("user", auth.user.as_str());
    browser.answer(deleted).await
}
