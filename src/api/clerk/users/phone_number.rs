use axum::{Json, extract::State};

use super::identifications::PhoneNumberEntry;
use crate::{
    api::clerk::{PROGRAM, body::Fields, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};

/// `PUT /users/{id}/phone_number`: makes a phone number the user's only one, verified and primary.
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
