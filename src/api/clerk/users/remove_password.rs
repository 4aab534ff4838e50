use axum::{Json, extract::State};

use super::{answer, user::User};
use crate::{
    api::clerk::{PROGRAM, body::Fields, error::ClerkError, paths::UserPath},
    server::{AppState, client_info::Client},
};
use identity::{ClientInfo, RemovePasswordError, RevokeSessionError, UserId};

impl From<RemovePasswordError> for ClerkError {
    fn from(error: RemovePasswordError) -> Self {
        match error {
            RemovePasswordError::NoSuchUser => Self::NO_SUCH_USER,
            RemovePasswordError::LastWayIn => Self::new(
                400,
                "password_required",
                "password required",
                "The user could not sign in without the password.",
            ),
            RemovePasswordError::Failed(error) => error.into(),
        }
    }
}

/// `POST /users/{id}/remove_password`: removes a user's password, and ends their sessions if the program asks for it.
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
