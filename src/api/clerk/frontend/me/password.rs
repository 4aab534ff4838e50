use axum::response::Response;

use super::find;
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
    possible_errors::{CurrentPasswordIncorrect, Refused, SignedIn, map_error},
    tag,
};
use identity::{
    InvalidPassword, Password, RemoveOwnPasswordError, SetPasswordError, Update, UpdateError,
};

map_error!(RemoveOwnPasswordError {
    InsufficientAal => ClerkError::REVERIFICATION_REQUIRED,
    CurrentPasswordInvalid => ClerkError::CURRENT_PASSWORD_INCORRECT,
    SessionNotFound => ClerkError::SIGNED_OUT,
    LastWayIn => ClerkError::LAST_WAY_IN,
});

map_error!(SetPasswordError {
    NoLocalAccounts => ClerkError::NO_PASSWORDS,
    ReauthenticationNeeded => ClerkError::REVERIFICATION_REQUIRED,
    SamePassword => ClerkError::SAME_PASSWORD,
    CurrentPasswordInvalid => ClerkError::CURRENT_PASSWORD_INCORRECT,
    SessionNotFound => ClerkError::SIGNED_OUT,
    EmailNotConfirmed => ClerkError::NO_VERIFIED_ADDRESS,
    EmailExists => ClerkError::EMAIL_EXISTS,
} Password(NewPasswordError));

/// `POST /me/change_password`: changes the password, or sets the first one. The user's other sessions end, whether or not
/// the client asks for it.
#[utoipa::path(post, path = "/me/change_password", tag = tag::BROWSERS, operation_id = "clerkBrowserChangePassword",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the user; `client`: the browser's client"),
        Refused<((Browser, SignedIn, Form, CurrentPasswordIncorrect), (InvalidPassword, SetPasswordError, UpdateError))>))]
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
#[utoipa::path(post, path = "/me/remove_password", tag = tag::BROWSERS, operation_id = "clerkBrowserRemovePassword",
    security(("session" = [])),
    responses((status = OK, description = "`response`: the user; `client`: the browser's client"),
        Refused<(Browser, SignedIn, Form, CurrentPasswordIncorrect, RemoveOwnPasswordError)>))]
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
