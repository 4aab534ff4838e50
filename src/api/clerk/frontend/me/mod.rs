//! The signed-in user.

mod backup_codes;
mod delete;
mod metadata;
mod password;
mod sessions;
mod totp;
mod user;

use axum::{
    Router,
    routing::{get, patch, post},
};

use super::browser::Browser;
use crate::{
    api::clerk::{error::ClerkError, users::user::User},
    server::AppState,
};
use identity::AuthContext;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/me",
            get(user::read).patch(user::update).delete(delete::delete),
        )
        .route("/me/metadata", patch(metadata::merge))
        .route("/me/change_password", post(password::change))
        .route("/me/remove_password", post(password::remove))
        .route("/me/totp", post(totp::create).delete(totp::delete))
        .route("/me/totp/attempt_verification", post(totp::attempt))
        .route("/me/backup_codes", post(backup_codes::create))
        .route("/me/sessions/active", get(sessions::list))
        .route("/me/sessions/{id}/revoke", post(sessions::revoke))
}

/// The signed-in user as they are now.
async fn find(browser: &Browser, auth: &AuthContext) -> Result<User, ClerkError> {
    let identity = &browser.state.identity;
    let user = identity.find_user(&auth.user).await?;
    let user = user.ok_or(ClerkError::SIGNED_OUT)?;
    Ok(User::for_browser(&user, (identity.clock())()))
}
