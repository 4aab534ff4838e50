use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::Admin;
use crate::{
    api::auth::{body::Body, error::ApiError, signup, tag, user::User},
    server::{AppState, client_info::Client},
};

/// Who is invited.
#[derive(Deserialize, ToSchema)]
#[schema(as = Invite)]
pub struct Invitation {
    #[schema(required = true)]
    email: Option<String>,
    /// What becomes the user's `user_metadata`.
    data: Option<Map<String, Value>>,
}

/// `POST /invite`: makes an account without a password, and mails its user a code with which to sign in (`invite`).
///
/// An address that somebody has proved is refused. An account that waits for its proof is invited again: what somebody who
/// signed up with the address had set, is forgotten.
#[utoipa::path(post, path = "/invite", tag = tag::ADMIN, operation_id = "invite", security(("bearer" = [])),
    request_body(content = Invitation, example = json!({ "email": "noor@example.com", "data": { "nickname": "Noor" } })),
    responses((status = OK, body = User, description = "The user, who was mailed a code")))]
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
