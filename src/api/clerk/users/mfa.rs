use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::clerk::{
        PROGRAM,
        authentication::SecretKey,
        error::ClerkError,
        paths::UserPath,
        possible_errors::{Refused, map_error},
        tag,
    },
    server::{AppState, client_info::Client},
};
use identity::DisableMfaError;

/// The user whose second factors were removed.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkMfaDisabled)]
pub struct Disabled {
    user_id: String,
}

map_error!(DisableMfaError {
    NoSuchUser => ClerkError::NO_SUCH_USER,
});

/// `DELETE /users/{id}/mfa`: removes all second factors of a user.
#[utoipa::path(delete, path = "/users/{id}/mfa", tag = tag::PROGRAMS, operation_id = "clerkDisableUserMfa",
    params(("id" = String, Path, description = "ID of the user")),
    security(("secretKey" = [])),
    responses((status = OK, body = Disabled, description = "The user, whose second factors are removed"),
        Refused<(SecretKey, UserPath, DisableMfaError)>))]
pub async fn disable(
    State(state): State<AppState>,
    UserPath(user): UserPath,
    Client(client): Client,
) -> Result<Json<Disabled>, ClerkError> {
    let disabled = state.identity.disable_mfa(&user, &PROGRAM, &client);
    disabled.await?;
    Ok(Json(Disabled {
        user_id: user.as_str().to_owned(),
    }))
}
