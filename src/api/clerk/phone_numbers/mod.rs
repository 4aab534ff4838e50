//! Phone numbers.

mod error;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    PROGRAM,
    authentication::SecretKey,
    body::Fields,
    deleted::DeletedObject,
    error::ClerkError,
    possible_errors::{NoSuchPhoneNumber, NoSuchUser, Refused},
    tag,
    users::identifications::PhoneNumberEntry,
};
use crate::server::{AppState, client_info::Client};
use identity::{EditPhoneNumberError, InvalidPhoneNumber, PhoneEdit, UserId};

/// `POST /phone_numbers`: adds a phone number to a user, unverified unless the request says otherwise.
#[utoipa::path(post, path = "/phone_numbers", tag = tag::PROGRAMS, operation_id = "clerkCreatePhoneNumber",
    security(("secretKey" = [])),
    responses((status = OK, body = PhoneNumberEntry, description = "The phone number"),
        Refused<(SecretKey, Fields, NoSuchUser, EditPhoneNumberError, InvalidPhoneNumber)>))]
pub async fn create(
    State(state): State<AppState>,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<PhoneNumberEntry>, ClerkError> {
    let user = fields.text("user_id")?.given();
    let user = user.ok_or(ClerkError::missing("user_id"))?;
    let number = fields.text("phone_number")?.given();
    let number = number.ok_or(ClerkError::missing("phone_number"))?;
    let number = state.identity.parse_phone_number(&number)?;
    let edit = edit(&mut fields)?;
    fields.end()?;
    let user = UserId::parse(&user).ok_or(ClerkError::NO_SUCH_USER)?;
    let added = state
        .identity
        .add_phone_number(&user, &number, edit, &PROGRAM, &client);
    Ok(Json(PhoneNumberEntry::from(&added.await?)))
}

/// `GET /phone_numbers/{id}`: returns a phone number.
#[utoipa::path(get, path = "/phone_numbers/{id}", tag = tag::PROGRAMS, operation_id = "clerkGetPhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("secretKey" = [])),
    responses((status = OK, body = PhoneNumberEntry, description = "The phone number"),
        Refused<(SecretKey, NoSuchPhoneNumber)>))]
pub async fn read(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<PhoneNumberEntry>, ClerkError> {
    let found = state.identity.find_phone_number(&id).await?;
    let (_, phone) = found.ok_or(ClerkError::NO_SUCH_PHONE_NUMBER)?;
    Ok(Json(PhoneNumberEntry::from(&phone)))
}

/// `PATCH /phone_numbers/{id}`: edits a phone number.
#[utoipa::path(patch, path = "/phone_numbers/{id}", tag = tag::PROGRAMS, operation_id = "clerkUpdatePhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("secretKey" = [])),
    responses((status = OK, body = PhoneNumberEntry, description = "The phone number"),
        Refused<(SecretKey, Fields, EditPhoneNumberError)>))]
pub async fn update(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<PhoneNumberEntry>, ClerkError> {
    let edit = edit(&mut fields)?;
    fields.end()?;
    let edited = state
        .identity
        .edit_phone_number(&id, edit, &PROGRAM, &client);
    Ok(Json(PhoneNumberEntry::from(&edited.await?)))
}

/// `DELETE /phone_numbers/{id}`: removes a phone number.
#[utoipa::path(delete, path = "/phone_numbers/{id}", tag = tag::PROGRAMS, operation_id = "clerkDeletePhoneNumber",
    params(("id" = String, Path, description = "ID of the phone number")),
    security(("secretKey" = [])),
    responses((status = OK, body = DeletedObject, description = "What was deleted"),
        Refused<(SecretKey, EditPhoneNumberError)>))]
pub async fn delete(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    let deleted = state.identity.delete_phone_number(&id, &PROGRAM, &client);
    deleted.await?;
    Ok(Json(DeletedObject::new("phone_number", &id)))
}

/// Takes the fields of an edit.
fn edit(fields: &mut Fields) -> Result<PhoneEdit, ClerkError> {
    Ok(PhoneEdit {
        verified: fields.flag("verified")?.given(),
        primary: fields.flag("primary")?.given(),
        reserved: fields.flag("reserved_for_second_factor")?.given(),
    })
}
