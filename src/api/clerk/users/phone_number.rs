use axum::{Json, extract::State};

use super::identifications::PhoneNumberEntry;
use crate::{
    api::clerk::{
        PROGRAM, authentication::SecretKey, body::Fields, error::ClerkError, paths::UserPath,
        possible_errors::Refused, tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{EditPhoneNumberError, InvalidPhoneNumber};

/// `PUT /users/{id}/phone_number`: makes a phone number the user's only one, verified and primary.
#[utoipa::path(put, path = "/users/{id}/phone_number", tag = tag::PROGRAMS, operation_id = "clerkReplaceUserPhoneNumber",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = PhoneNumberEntry, description = "The phone number"),
        Refused<(SecretKey, UserPath, Fields, EditPhoneNumberError, InvalidPhoneNumber)>))]
pub async fn replace(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<PhoneNumberEntry>, ClerkError> {
    let number = fields.text("phone_number")?.given();
    let number = number.ok_or(ClerkError::missing("phone_number"))?;
    let number = state.identity.parse_phone_number(&number)?;
    fields.end()?;
    let replaced = state
        .identity
        .replace_phone_numbers(&user, &number, &PROGRAM, &client);
    Ok(Json(PhoneNumberEntry::from(&replaced.await?)))
}
