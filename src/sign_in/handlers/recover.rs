use axum::{
    Extension, Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::{code, form_context::SignInFormContext};
use crate::server::{
    AppState,
    browser_sign_in::{SignInFailure, with_error},
};
use identity::{AddressError, AuthContext, CodeFlow, MetadataError, Password, Update, UpdateError};

/// `POST /recover`: mails a code, if the address has an account, and leads to where it is entered.
pub async fn mail(
    State(state): State<AppState>,
    context: SignInFormContext,
    Form(form): Form<code::MailCodeForm>,
) -> Response {
    code::mail_or_back(
        &state,
        &context,
        CodeFlow::Recovery,
        &form.email,
        "/recover",
    )
    .await
}

/// The password that counts from now on.
#[derive(Deserialize)]
pub struct NewPasswordForm {
    password: SecretString,
}

/// `POST /recover/password`: sets a new password in a session that a mail to recover it opened. The user's other
/// sessions end.
pub async fn set_password(
    State(state): State<AppState>,
    auth: Option<Extension<AuthContext>>,
    context: SignInFormContext,
    Form(form): Form<NewPasswordForm>,
) -> Response {
    let auth = auth.map(|Extension(auth)| auth);
    match attempt(&state, auth, &context, &form).await {
        Ok(()) => Redirect::to("/recover?done").into_response(),
        Err(failure) => with_error("/recover", failure),
    }
}

async fn attempt(
    state: &AppState,
    auth: Option<AuthContext>,
    context: &SignInFormContext,
    form: &NewPasswordForm,
) -> Result<(), SignInFailure> {
    let auth = auth.filter(|auth| state.identity.is_recovering(auth));
    let auth = auth.ok_or(SignInFailure::Expired)?;
    let password = Password::chosen(form.password.expose_secret().to_owned())?;
    let update = Update {
        password: Some(password),
        ..Update::default()
    };
    state
        .identity
        .update(&auth, update, &context.client)
        .await?;
    Ok(())
}

impl From<UpdateError> for SignInFailure {
    fn from(error: UpdateError) -> Self {
        match error {
            UpdateError::NoLocalAccounts => Self::Closed,
            UpdateError::InsufficientAal
            | UpdateError::ReauthenticationNeeded
            | UpdateError::UserNotFound => Self::Expired,
            UpdateError::MailOff => Self::NoMail,
            UpdateError::Address(AddressError::Exists) => Self::EmailTaken,
            UpdateError::Address(AddressError::Invalid) => Self::EmailInvalid,
            UpdateError::Password(error) => error.into(),
            UpdateError::SamePassword => Self::PasswordSame,
            // Only an update that brings a current password, a mailed code or metadata is refused for it.
            UpdateError::CurrentPasswordInvalid
            | UpdateError::ReauthenticationNotValid
            | UpdateError::Metadata(MetadataError::TooLarge(_)) => Self::Failed,
            UpdateError::TooManyAttempts(error) => error.into(),
            UpdateError::TooManyMails(error) => error.into(),
            UpdateError::Address(AddressError::Failed(error))
            | UpdateError::Metadata(MetadataError::Failed(error))
            | UpdateError::Failed(error) => error.into(),
        }
    }
}
