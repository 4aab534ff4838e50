use axum::{Json, extract::State};

use super::{answer, user::User, verify_password::NO_PASSWORD};
use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        body::Fields,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::CompromisedPasswordError;

map_error!(CompromisedPasswordError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    NoPassword => NO_PASSWORD,
});

/// `POST /users/{id}/password/set_compromised`: marks a user's password as compromised, so that they have to choose
/// another one before they sign in by password; and ends their sessions if the program asks for it.
#[utoipa::path(post, path = "/users/{id}/password/set_compromised", tag = tag::PROGRAMS, operation_id = "clerkSetUserPasswordCompromised",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, Fields, CompromisedPasswordError)>))]
pub async fn set(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let ends_sessions = fields.flag("revoke_all_sessions")?.given() == Some(true);
    fields.end()?;
    let identity = &state.identity;
    let marked = identity
        .set_password_compromised(&user, ends_sessions, &PROGRAM, &client)
        .await?;
    Ok(answer(&state, &marked))
}

/// `POST /users/{id}/password/unset_compromised`: unmarks a user's password.
#[utoipa::path(post, path = "/users/{id}/password/unset_compromised", tag = tag::PROGRAMS, operation_id = "clerkUnsetUserPasswordCompromised",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, CompromisedPasswordError)>))]
pub async fn unset(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<User>, ClerkError> {
    let identity = &state.identity;
    let unmarked = identity
        .unset_password_compromised(&user, &PROGRAM, &client)
        .await?;
    Ok(answer(&state, &unmarked))
}
