use axum::response::Response;

use super::find;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
};
use identity::{Password, RemoveOwnPasswordError, SetPasswordError, Update};

impl From<RemoveOwnPasswordError> for ClerkError {
    fn from(error: RemoveOwnPasswordError) -> Self {
        match error {
            RemoveOwnPasswordError::InsufficientAal => Self::REVERIFICATION_REQUIRED,
            RemoveOwnPasswordError::CurrentPasswordInvalid => Self::CURRENT_PASSWORD_INCORRECT,
            RemoveOwnPasswordError::SessionNotFound => Self::SIGNED_OUT,
            RemoveOwnPasswordError::LastWayIn => Self::LAST_WAY_IN,
            RemoveOwnPasswordError::Failed(error) => error.into(),
        }
    }
}

impl From<SetPasswordError> for ClerkError {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::NoLocalAccounts => Self::NO_PASSWORDS,
            SetPasswordError::ReauthenticationNeeded => Self::REVERIFICATION_REQUIRED,
            SetPasswordError::Password(error) => error.into(),
            SetPasswordError::SamePassword => Self::SAME_PASSWORD,
            SetPasswordError::CurrentPasswordInvalid => Self::CURRENT_PASSWORD_INCORRECT,
            SetPasswordError::SessionNotFound => Self::SIGNED_OUT,
            SetPasswordError::EmailNotConfirmed => Self::NO_VERIFIED_ADDRESS,
            SetPasswordError::EmailExists => Self::EMAIL_EXISTS,
            SetPasswordError::Failed(error) => error.into(),
        }
    }
}

/// `POST /me/change_password`: changes the password, or sets the first one. The user's other sessions end, whether or not
/// the client asks for it.
pub async fn change(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let new = Password::chosen(form.required("new_password")?.to_owned())?;
    let identity = browser.state.identity.clone();
    let client = &browser.client;
    if let Some(current) = current(&form)? {
        let update = Update {
            password: Some(new),
            current_password: Some(current),
            ..Update::default()
        };
        identity.update(&auth, update, client).await?;
    } else {
        identity.set_own_password(&auth, None, &new, client).await?;
    }
    let user = find(&browser, &auth).await?;
    browser.answer(user).await
}

/// `POST /me/remove_password`: removes the password, unless it is the last way to sign in.
pub async fn remove(browser: Browser, form: Form) -> Result<Response, ClerkError> {
    let auth = browser.auth()?;
    let identity = browser.state.identity.clone();
    identity
        .remove_own_password(&auth, current(&form)?, &browser.client)
        .await?;
    let user = find(&browser, &auth).await?;
    browser.answer(user).await
}

fn current(form: &Form) -> Result<Option<Password>, ClerkError> {
    let typed = form.filled("current_password");
    let password = typed.map(|typed| Password::presented(typed.to_owned()));
    password
        .transpose()
        .map_err(|_| ClerkError::CURRENT_PASSWORD_INCORRECT)
}
