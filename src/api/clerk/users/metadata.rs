use axum::{Json, extract::State};
use serde_json::{Map, Value};

use super::{answer, find, user::User};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        body::{Field, Fields},
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::{ChangeMetadataError, ClientInfo, Merge, MetadataChange, UserId};

map_error!(ChangeMetadataError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
} TooLarge(MetadataTooLarge));

/// `PATCH /users/{id}/metadata`: merges metadata at every level; null removes a key.
#[utoipa::path(patch, path = "/users/{id}/metadata", tag = tag::PROGRAMS, operation_id = "clerkMergeUserMetadata",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, Fields, ChangeMetadataError)>))]
pub async fn merge(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    fields: Fields,
) -> Result<Json<User>, ClerkError> {
    write(&state, &user, fields, Merge::Deep, &client).await
}

/// `PUT /users/{id}/metadata`: replaces the given kinds of metadata.
#[utoipa::path(put, path = "/users/{id}/metadata", tag = tag::PROGRAMS, operation_id = "clerkReplaceUserMetadata",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, Fields, ChangeMetadataError)>))]
pub async fn replace(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    fields: Fields,
) -> Result<Json<User>, ClerkError> {
    write(&state, &user, fields, Merge::Replace, &client).await
}

async fn write(
    state: &AppState,
    user: &UserId,
    mut fields: Fields,
    merge: Merge,
    client: &ClientInfo,
) -> Result<Json<User>, ClerkError> {
    let change = change(&mut fields, merge)?;
    fields.end()?;
    let Some(change) = change else {
        return find(state, user).await;
    };
    let changed = state
        .identity
        .change_metadata(user, change, &PROGRAM, client)
        .await?;
    Ok(answer(state, &changed))
}

/// Takes the fields of a user's metadata; `None` when there are none. In a replacement null stands for the empty object.
///
/// # Errors
/// Returns `form_param_type_invalid` when one is not an object.
pub fn change(fields: &mut Fields, merge: Merge) -> Result<Option<MetadataChange>, ClerkError> {
    let read = |field: Field<Map<String, Value>>| match merge {
        Merge::Deep => field.given(),
        Merge::Replace => field.given_or_empty(),
    };
    let change = MetadataChange {
        public: read(fields.object("public_metadata")?),
        private: read(fields.object("private_metadata")?),
        unsafe_: read(fields.object("unsafe_metadata")?),
        merge,
    };
    let is_empty = change.public.is_none() && change.private.is_none() && change.unsafe_.is_none();
    Ok((!is_empty).then_some(change))
}
