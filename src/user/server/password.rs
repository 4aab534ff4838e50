use super::{SignedIn, profile};
use crate::user::{UpdatePasswordParams, User, UserError};
use identity::{InvalidPassword, NewPasswordError, Password, PasswordTooLong, SetPasswordError};

/// Changes the password, or sets the first one.
///
/// # Errors
/// Returns a [`UserError`] when a password is not accepted.
pub async fn update(signed_in: &SignedIn, params: UpdatePasswordParams) -> Result<User, UserError> {
    let new = Password::chosen(params.new_password)?;
    let current = params.current_password.map(Password::presented);
    let current = current.transpose();
    let current = current.map_err(|PasswordTooLong| UserError::CurrentPasswordIncorrect)?;
    let (auth, client) = (&signed_in.auth, &signed_in.client);
    let identity = &signed_in.identity;
    identity
        .set_own_password(auth, current, &new, client)
        .await?;
    profile::read(signed_in).await
}

impl From<InvalidPassword> for UserError {
    fn from(error: InvalidPassword) -> Self {
        match error {
            InvalidPassword::TooShort => Self::PasswordTooShort,
            InvalidPassword::TooLong(PasswordTooLong) => Self::PasswordTooLong,
        }
    }
}

impl From<SetPasswordError> for UserError {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::NoLocalAccounts => Self::PasswordsOff,
            SetPasswordError::ReauthenticationNeeded => Self::ReauthenticationNeeded,
            SetPasswordError::Password(NewPasswordError::Guessable) => Self::PasswordGuessable,
            SetPasswordError::SamePassword => Self::PasswordSame,
            SetPasswordError::CurrentPasswordInvalid => Self::CurrentPasswordIncorrect,
            SetPasswordError::SessionNotFound => Self::SignedOut,
            SetPasswordError::EmailNotConfirmed => Self::NoVerifiedEmailAddress,
            SetPasswordError::EmailExists => Self::EmailAddressExists,
            SetPasswordError::Password(NewPasswordError::Failed(error))
            | SetPasswordError::Failed(error) => error.into(),
        }
    }
}
