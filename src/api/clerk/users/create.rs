use axum::{Json, extract::State};

use super::{answer, metadata, profile::profile, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        body::{Field, Fields},
        error::ClerkError,
    },
    server::{AppState, client_info::Client},
};
use identity::{
    AccountEdit, AdministeredUser, ClientInfo, CreateAccountError, Email, Identity, Merge,
    MetadataChange, NewPassword, Password, ProfileEdit,
};

/// A new user.
struct NewUser {
    email: Email,
    password: Option<Password>,
    profile: Option<ProfileEdit>,
    metadata: Option<MetadataChange>,
}

impl From<CreateAccountError> for ClerkError {
    fn from(error: CreateAccountError) -> Self {
        match error {
            CreateAccountError::Address(error) => error.into(),
            CreateAccountError::UserIdExists => Self::form(
                "form_identifier_exists",
                "id",
                "already exists",
                "Another user has, or had, this ID.",
            ),
            CreateAccountError::Password(error) => error.into(),
            CreateAccountError::Metadata(error) => error.into(),
            CreateAccountError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users`: creates a user, whose address counts as verified.
pub async fn create(
    State(state): State<AppState>,
    Client(client): Client,
    fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let new = NewUser::parse(fields)?;
    let user = create_user(&state.identity, new, &client).await?;
    Ok(answer(&state, &user))
}

impl NewUser {
    fn parse(mut fields: Fields) -> Result<Self, ClerkError> {
        let new = Self {
            email: email(fields.texts("email_address")?)?,
            password: fields
                .text("password")?
                .given()
                .map(Password::chosen)
                .transpose()?,
            profile: profile(&mut fields)?,
            metadata: metadata::change(&mut fields, Merge::Replace)?,
        };
        // Neither passwords nor legal terms are required here, so there is nothing to skip.
        fields.flag("skip_password_requirement")?;
        fields.flag("skip_legal_checks")?;
        fields.end()?;
        Ok(new)
    }
}

/// The one address. Also accepts what older accounts may have, so that such an address is found to be taken.
fn email(addresses: Field<Vec<String>>) -> Result<Email, ClerkError> {
    match addresses.given().unwrap_or_default().as_slice() {
        [] => Err(ClerkError::missing("email_address")),
        [address] => Ok(Email::presented(address)?),
        _ => Err(ClerkError::form(
            "form_param_format_invalid",
            "email_address",
            "is invalid",
            "email_address must have one address: a user has one on this server.",
        )),
    }
}

/// Creates the user with everything that the request says of them, or not at all.
async fn create_user(
    identity: &Identity,
    new: NewUser,
    client: &ClientInfo,
) -> Result<AdministeredUser, ClerkError> {
    let edit = AccountEdit {
        email_confirm: true,
        password: new.password.map(NewPassword::Plain),
        ..AccountEdit::default()
    };
    let account = identity
        .create_account(&new.email, edit, &PROGRAM, client)
        .await?;
    let completed = async {
        if let Some(edit) = new.profile {
            identity
                .edit_profile(&account.id, edit, &PROGRAM, client)
                .await?;
        }
        if let Some(change) = new.metadata {
            identity
                .change_metadata(&account.id, change, &PROGRAM, client)
                .await?;
        }
        let user = identity.find_user(&account.id).await?;
        user.ok_or(ClerkError::NO_SUCH_USER)
    };
    let completed = completed.await;
    if completed.is_err() {
        // These are three transactions. Without this the address would be taken by an incomplete user, and the program
        // could not repeat its request; a process that is killed in between leaves one.
        identity
            .delete_account(&account.id, false, &PROGRAM, client)
            .await?;
    }
    completed
}
