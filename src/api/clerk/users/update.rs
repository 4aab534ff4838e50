use axum::{Json, extract::State};

use super::{find, profile::profile, user::User};
use crate::{
    api::clerk::{PROGRAM, body::Fields, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{AccountEdit, EditAccountError, NewPassword, Password};

impl From<EditAccountError> for ClerkError {
    fn from(error: EditAccountError) -> Self {
        match error {
            EditAccountError::NoSuchUser => Self::NO_SUCH_USER,
            EditAccountError::Address(error) => error.into(),
            EditAccountError::Password(error) => error.into(),
            EditAccountError::Metadata(error) => error.into(),
            EditAccountError::Failed(error) => error.into(),
        }
    }
}

/// `PATCH /users/{id}`: updates a user. Metadata is refused since Clerk's API version 2026-05-12: it has URLs of its own.
pub async fn update(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let password = fields.text("password")?.given();
    let password = password.map(Password::chosen).transpose()?;
    // A new password ends all sessions, whatever the program asks for.
    fields.flag("sign_out_of_other_sessions")?;
    let edit = profile(&mut fields)?;
    fields.flag("skip_legal_checks")?;
    fields.end()?;
    if let Some(edit) = edit {
        let edited = state.identity.edit_profile(&user, edit, &PROGRAM, &client);
        edited.await?;
    }
    // Last, because its user is notified: a refused profile does not change the password.
    if let Some(password) = password {
        let edit = AccountEdit {
            password: Some(NewPassword::Plain(password)),
            ..AccountEdit::default()
        };
        let edited = state.identity.edit_account(&user, edit, &PROGRAM, &client);
        edited.await?;
    }
    find(&state, &user).await
}
