use axum::{Json, extract::State};

use super::{answer, user::User};
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
use identity::{ClientInfo, RemovePasswordError, RevokeSessionError, UserId};

map_error!(RemovePasswordError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
    LastWayIn => ClerkError::new(400, "password_required", "password required", "The user could not sign in without the password."),
});

/// `POST /users/{id}/remove_password`: removes a user's password, and ends their sessions if the program asks for it.
#[utoipa::path(post, path = "/users/{id}/remove_password", tag = tag::PROGRAMS, operation_id = "clerkRemoveUserPassword",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = User, description = "The user"),
        Refused<(SecretKey, UserPath, Fields, RemovePasswordError, RevokeSessionError)>))]
pub async fn remove(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
    mut fields: Fields,
) -> Result<Json<User>, ClerkError> {
    let ends_sessions = fields.flag("sign_out_of_other_sessions")?.given();
    fields.end()?;
    let identity = &state.identity;
    let changed = identity
        .remove_user_password(&user, &PROGRAM, &client)
        .await?;
    if ends_sessions == Some(true) {
        revoke_sessions(&state, &user, &client).await?;
    }
    Ok(answer(&state, &changed))
}

async fn revoke_sessions(
    state: &AppState,
    user: &UserId,
    client: &ClientInfo,
) -> Result<(), ClerkError> {
    for session in state.identity.sessions_of(user).await? {
        let revoked = state.identity.revoke_session(&session.id, &PROGRAM, client);
        match revoked.await {
            // It ended by itself.
            Ok(_) | Err(RevokeSessionError::NoSuchSession) => {}
            Err(RevokeSessionError::Failed(error)) => return Err(error.into()),
        }
    }
    Ok(())
}
