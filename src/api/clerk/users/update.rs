use axum::{Json, extract::State};

use super::{answer, find, password::new_password, profile::profile, user::User};
use crate::{
    api::clerk::{
        PROGRAM, authentication::SecretKey, body::Fields, error::ClerkError, paths::UserPath,
        possible_errors::Refused, tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{EditProfileError, InvalidPassword, InvalidUsername, ProfileEdit};

/// `PATCH /users/{id}`: updates a user. Metadata is refused since Clerk's API version 2026-05-12: it has URLs of its own.
#[utoipa::path(patch, path = "/users/{id}", tag = tag::PROGRAMS, operation_id = "clerkUpdateUser",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<((SecretKey, UserPath, Fields), (EditProfileError, InvalidPassword, InvalidUsername))>))]
pub async fn update(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let password = new_password(&mut fields)?;
    // A new password ends all sessions, whatever the program asks for.
    fields.flag("sign_out_of_other_sessions")?;
    let primary_email_address_id = fields.text("primary_email_address_id")?.given();
    // The previous address is notified, whatever the program asks for.
    fields.flag("notify_primary_email_address_changed")?;
    let edit = profile(&mut fields)?;
    let primary_phone_number_id = fields.text("primary_phone_number_id")?.given();
    fields.flag("skip_legal_checks")?;
    fields.end()?;
    let is_empty = edit.is_none()
        && password.is_none()
        && primary_email_address_id.is_none()
        && primary_phone_number_id.is_none();
    if is_empty {
        return find(&state, &user).await;
    }
    let edit = ProfileEdit {
        password,
        primary_email_address_id,
        primary_phone_number_id,
        ..edit.unwrap_or_default()
    };
    let edited = state.identity.edit_profile(&user, edit, &PROGRAM, &client);
    Ok(answer(&state, &edited.await?))
}
