use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::Admin;
use crate::{
    api::auth::{
        body::Body,
        error::ApiError,
        possible_errors::{PossibleErrors, Refused, map_error},
        signup, tag,
        user::User,
    },
    server::{AppState, client_info::Client},
};
use identity::InviteError;

/// Request body of `POST /invite`.
#[derive(Deserialize, ToSchema)]
#[schema(as = Invite)]
pub struct Invitation {
    /// Address to invite.
    #[schema(required = true)]
    email: Option<String>,
    /// The user's `user_metadata`.
    data: Option<Map<String, Value>>,
}

impl PossibleErrors for Invitation {
    fn all() -> Vec<ApiError> {
        vec![ApiError::INVALID]
    }
}

map_error!(InviteError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    MailOff => ApiError::MAIL_OFF,
    MailedJustNow => ApiError::MAILED_JUST_NOW,
}
    Address(AddressError),
    MetadataTooLarge(MetadataTooLarge),
);

/// `POST /invite`: creates a user without a password and sends an `invite` code to sign in with.
///
/// A confirmed address is rejected. An unconfirmed account is invited again; its password and metadata, which anybody
/// may have set by signing up with that address, are removed.
#[utoipa::path(post, path = "/invite", tag = tag::ADMIN, operation_id = "invite", security(("bearer" = [])),
    request_body(content = Invitation, example = json!({ "email": "noor@example.com", "data": { "nickname": "Noor" } })),
    responses((status = OK, body = User, description = "The invited user"),
        Refused<(Admin, Body<Invitation>, InviteError)>))]
pub async fn invite(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Client(client): Client,
    Body(invitation): Body<Invitation>,
) -> Result<Json<User>, ApiError> {
    let email = signup::known_email(invitation.email.as_deref().unwrap_or_default())?;
    let data = invitation.data.unwrap_or_default();
    let account = state.identity.invite(&email, data, &admin, &client).await?;
    Ok(Json(account.into()))
}
