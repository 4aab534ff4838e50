use axum::{Json, extract::State};

use super::{answer, metadata, password::new_password, profile::profile, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        body::{Field, Fields},
        error::ClerkError,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{
    CreateUserError, Email, Identity, InvalidPassword, InvalidPhoneNumber, InvalidUsername, Merge,
    NewUser,
};

map_error!(CreateUserError {
    NoAddress => ClerkError::missing("email_address"),
    TooManyAddresses => ClerkError::TOO_MANY_ADDRESSES,
} Address(AddressError), PhoneNumber(EditPhoneNumberError), Password(NewPasswordError), Profile(EditProfileError), MetadataTooLarge(MetadataTooLarge));

/// `POST /users`: creates a user. Their addresses count as verified; the first one is the primary one.
#[utoipa::path(post, path = "/users", tag = tag::PROGRAMS, operation_id = "clerkCreateUser",
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<((SecretKey, Fields, CreateUserError), (InvalidPassword, InvalidPhoneNumber, InvalidUsername))>))]
pub async fn create(
    State(state): State<AppState>,
    Client(client): Client,
    fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let new = parse(&state.identity, fields)?;
    let user = state.identity.create_user(new, &PROGRAM, &client).await?;
    Ok(answer(&state, &user))
}

fn parse(identity: &Identity, mut fields: Fields) -> Result<NewUser, ClerkError> {
    let phones = fields.texts("phone_number")?.given().unwrap_or_default();
    let phones = phones.iter().map(|raw| identity.parse_phone_number(raw));
    let new = NewUser {
        email_addresses: emails(fields.texts("email_address")?)?,
        phone_numbers: phones.collect::<Result<_, _>>()?,
        password: new_password(&mut fields)?,
        profile: profile(&mut fields)?.unwrap_or_default(),
        metadata: metadata::change(&mut fields, Merge::Replace)?.unwrap_or_default(),
    };
    // Neither passwords nor legal terms are required here, so there is nothing to skip.
    fields.flag("skip_password_requirement")?;
    fields.flag("skip_legal_checks")?;
    fields.end()?;
    Ok(new)
}

/// The addresses. Also accepts what older accounts may have, so that such an address is found to be taken.
fn emails(addresses: Field<Vec<String>>) -> Result<Vec<Email>, ClerkError> {
    let addresses = addresses.given().unwrap_or_default();
    let emails = addresses.iter().map(|address| Email::presented(address));
    Ok(emails.collect::<Result<_, _>>()?)
}
