use axum::{extract::Path, response::Response};

use super::{
    read::{answer, require},
    resource::{SignInStatus, status},
};
use crate::api::clerk::{
    error::ClerkError,
    frontend::{browser::Browser, form::Form},
    possible_errors::{NoNewPassword, NoSuchSignIn, Refused},
    tag,
};
use identity::{InvalidPassword, Password, Update, UpdateError};

/// `POST /client/sign_ins/{id}/reset_password`: sets a new password after a mailed code, and completes the sign-in. The
/// user's other sessions end, whether or not the client asks for it.
#[utoipa::path(post, path = "/client/sign_ins/{id}/reset_password", tag = tag::BROWSERS, operation_id = "clerkBrowserResetPassword",
    params(("id" = String, Path, description = "ID of the sign-in")),
    responses((status = OK, description = "`response`: the sign-in; `client`: the browser's client"),
        Refused<(Browser, Form, NoNewPassword, NoSuchSignIn, InvalidPassword, UpdateError)>))]
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
