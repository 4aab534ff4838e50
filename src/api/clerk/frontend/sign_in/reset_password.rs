use axum::{extract::Path, response::Response};

use super::{
    read::{answer, require},
    resource::{SignInStatus, status},
};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
};
use identity::{Password, Update};

/// `POST /client/sign_ins/{id}/reset_password`: sets a new password after a mailed code, and completes the sign-in. The
/// user's other sessions end, whether or not the client asks for it.
pub async fn reset(
    Path(id): Path<String>,
    browser: Browser,
    form: Form,
) -> Result<Response, ClerkError> {
    let mut attempt = require(&browser, &id).await?;
    match status(&attempt, &browser.session) {
        Some(SignInStatus::NeedsNewPassword) => {}
        Some(_) => return Err(ClerkError::NO_NEW_PASSWORD),
        None => return Err(ClerkError::NO_SUCH_SIGN_IN),
    }
    let password = Password::chosen(form.required("password")?.to_owned())?;
    let (identity, auth) = (browser.state.identity.clone(), browser.auth()?);
    let update = Update {
        password: Some(password),
        ..Update::default()
    };
    identity.update(&auth, update, &browser.client).await?;
    identity.finish_recovery(&mut attempt).await?;
    answer(browser, &attempt).await
}
