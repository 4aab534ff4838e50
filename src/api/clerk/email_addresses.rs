//! Users' e-mail addresses.

use axum::{Json, extract::State};

use super::{
    PROGRAM,
    authentication::SecretKey,
    body::Fields,
    deleted::DeletedObject,
    error::ClerkError,
    paths::{AddressPath, UserPath},
    possible_errors::{NoSuchUser, PossibleErrors, Refused, map_error},
    tag,
    users::identifications::EmailAddressEntry,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    AddUserAddressError, AddressEdit, EditUserAddressError, Email, Irremovable, NewUserAddress,
    PrimaryAddressError, RemoveUserAddressError, ReplaceUserAddressesError, UserAddress, UserId,
};

#[rustfmt::skip]
impl ClerkError {
    pub const NO_SUCH_ADDRESS: Self = Self::new(404, "resource_not_found", "Email address not found", "There is no email address with this ID");
    pub const TOO_MANY_ADDRESSES: Self = Self::form("form_identifier_limit_exceeded", "email_address", "too many", "A user can have ten email addresses on this server.");
    pub const PRIMARY_UNKNOWN: Self = Self::form("form_resource_not_found", "primary_email_address_id", "not found", "primary_email_address_id must be the ID of one of the user's email addresses.");
    pub const PRIMARY_UNVERIFIED: Self = Self::form("form_param_value_invalid", "primary_email_address_id", "is not verified", "The primary email address must be verified: set verified to true first.");
    pub const PRIMARY_NOT_ADDED: Self = Self::form("form_param_value_invalid", "primary_email_address_id", "is not the user's own", "Only an OAuth provider vouches for this email address: create it for the user first.");
    pub const PRIMARY_NEEDED: Self = Self::form("form_param_value_invalid", "primary", "is invalid", "A user has a primary email address: make another one primary instead.");
    pub const ADDRESS_VOUCHED_FOR: Self = Self::new(422, "identification_deletion_failed", "Deletion failed", "An external account of the user has this email address, so it stays while that is linked.");
    pub const ADDRESS_LAST_WAY_IN: Self = Self::new(422, "identification_deletion_failed", "Deletion failed", "The user could not sign in without their last verified email address.");
    pub const ADDRESS_PRIMARY: Self = Self::new(422, "identification_deletion_failed", "Deletion failed", "This is the user's primary email address: make another one primary first.");
}

map_error!(PrimaryAddressError {
    NoSuchAddress => ClerkError::PRIMARY_UNKNOWN,
    NotVerified => ClerkError::PRIMARY_UNVERIFIED,
    NotAdded => ClerkError::PRIMARY_NOT_ADDED,
});

impl From<Irremovable> for ClerkError {
    fn from(reason: Irremovable) -> Self {
        match reason {
            Irremovable::NoSuchAddress => Self::NO_SUCH_ADDRESS,
            Irremovable::VouchedFor => Self::ADDRESS_VOUCHED_FOR,
            Irremovable::LastWayIn => Self::ADDRESS_LAST_WAY_IN,
            Irremovable::Primary => Self::ADDRESS_PRIMARY,
        }
    }
}

impl PossibleErrors for Irremovable {
    fn all() -> Vec<ClerkError> {
        vec![
            ClerkError::NO_SUCH_ADDRESS,
            ClerkError::ADDRESS_VOUCHED_FOR,
            ClerkError::ADDRESS_LAST_WAY_IN,
            ClerkError::ADDRESS_PRIMARY,
        ]
    }
}

map_error!(AddUserAddressError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    TooMany => ClerkError::TOO_MANY_ADDRESSES,
} Address(AddressError), Primary(PrimaryAddressError));

map_error!(EditUserAddressError {
    NoSuchAddress => ClerkError::NO_SUCH_ADDRESS,
    PrimaryNeeded => ClerkError::PRIMARY_NEEDED,
} Address(AddressError), Primary(PrimaryAddressError), Needed(Irremovable));

map_error!(RemoveUserAddressError {} Needed(Irremovable));

map_error!(ReplaceUserAddressesError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
} Address(AddressError));

/// `POST /email_addresses`: adds an address to a user's account.
#[utoipa::path(post, path = "/email_addresses", tag = tag::PROGRAMS, operation_id = "clerkCreateEmailAddress",
    security(("secretKey" = [])),
    responses((status = OK, body = EmailAddressEntry, description = "The email address"),
        Refused<(SecretKey, Fields, NoSuchUser, AddUserAddressError)>))]
pub async fn create(
    State(state): State<AppState>,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<EmailAddressEntry>, ClerkError> {
    let user = fields.text("user_id")?.given();
    let user = user.ok_or(ClerkError::missing("user_id"))?;
    let new = NewUserAddress {
        email: email(&mut fields)?,
        is_verified: fields.flag("verified")?.given().unwrap_or_default(),
        is_primary: fields.flag("primary")?.given().unwrap_or_default(),
    };
    fields.end()?;
    let user = UserId::parse(&user).ok_or(ClerkError::NO_SUCH_USER)?;
    let added = state
        .identity
        .add_user_address(&user, &new, &PROGRAM, &client);
    Ok(answer(&state, &added.await?))
}

/// `GET /email_addresses/{id}`: returns an address.
#[utoipa::path(get, path = "/email_addresses/{id}", tag = tag::PROGRAMS, operation_id = "clerkGetEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("secretKey" = [])),
    responses((status = OK, body = EmailAddressEntry, description = "The email address"),
        Refused<(SecretKey, AddressPath)>))]
pub async fn read(
    State(state): State<AppState>,
    AddressPath(id): AddressPath,
) -> Result<Json<EmailAddressEntry>, ClerkError> {
    let found = state.identity.find_email_address(&id).await?;
    let found = found.ok_or(ClerkError::NO_SUCH_ADDRESS)?;
    Ok(answer(&state, &found))
}

/// `PATCH /email_addresses/{id}`: verifies an address, or makes it the primary one.
#[utoipa::path(patch, path = "/email_addresses/{id}", tag = tag::PROGRAMS, operation_id = "clerkUpdateEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("secretKey" = [])),
    responses((status = OK, body = EmailAddressEntry, description = "The email address"),
        Refused<(SecretKey, AddressPath, Fields, EditUserAddressError)>))]
pub async fn update(
    State(state): State<AppState>,
    AddressPath(id): AddressPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<EmailAddressEntry>, ClerkError> {
    let edit = AddressEdit {
        is_verified: fields.flag("verified")?.given(),
        is_primary: fields.flag("primary")?.given(),
    };
    fields.end()?;
    let edited = state
        .identity
        .edit_user_address(&id, edit, &PROGRAM, &client);
    Ok(answer(&state, &edited.await?))
}

/// `DELETE /email_addresses/{id}`: removes an address.
#[utoipa::path(delete, path = "/email_addresses/{id}", tag = tag::PROGRAMS, operation_id = "clerkDeleteEmailAddress",
    params(("id" = String, Path, description = "ID of the email address")),
    security(("secretKey" = [])),
    responses((status = OK, body = DeletedObject, description = "What was deleted"),
        Refused<(SecretKey, AddressPath, RemoveUserAddressError)>))]
pub async fn delete(
    State(state): State<AppState>,
    AddressPath(id): AddressPath,
    Client(client): Client,
) -> Result<Json<DeletedObject>, ClerkError> {
    state
        .identity
        .remove_user_address(&id, &PROGRAM, &client)
        .await?;
    Ok(Json(DeletedObject::new("email_address", &id)))
}

/// `PUT /users/{id}/email_address`: replaces all addresses of a user by a verified one.
#[utoipa::path(put, path = "/users/{id}/email_address", tag = tag::PROGRAMS, operation_id = "clerkReplaceUserEmailAddress",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = EmailAddressEntry, description = "The email address"),
        Refused<(SecretKey, UserPath, Fields, ReplaceUserAddressesError)>))]
pub async fn replace(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<EmailAddressEntry>, ClerkError> {
    let email = email(&mut fields)?;
    fields.end()?;
    let replaced = state
        .identity
        .replace_user_addresses(&user, &email, &PROGRAM, &client);
    Ok(answer(&state, &replaced.await?))
}

/// The address in `email_address`. Also accepts what older accounts may have, so that such an address is found to be
/// taken.
fn email(fields: &mut Fields) -> Result<Email, ClerkError> {
    let address = fields.text("email_address")?.given();
    let address = address.ok_or(ClerkError::missing("email_address"))?;
    Ok(Email::presented(&address)?)
}

fn answer(state: &AppState, found: &UserAddress) -> Json<EmailAddressEntry> {
    let now = (state.identity.clock())();
    Json(EmailAddressEntry::new(&found.address, &found.user, now))
}
