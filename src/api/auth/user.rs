use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    app_link::{self, RedirectTo},
    bearer::Bearer,
    body::Body,
    done::Done,
    error::ApiError,
    factors::FactorEntry,
    linked::IdentityEntry,
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{AUDIENCE, Account, Email, OneTimeCode, Password, Refusal, Update};

/// A user as GoTrue writes one. `email_confirmed_at`, `phone_confirmed_at`, `confirmed_at` and `last_sign_in_at` are always
/// there, and null until it has happened, where GoTrue leaves them out; every other instant is left out until then.
#[expect(clippy::struct_field_names, reason = "the contract's names")]
#[derive(Serialize, ToSchema)]
pub struct User {
    #[schema(format = "uuid")]
    id: String,
    #[schema(example = "authenticated")]
    aud: &'static str,
    /// What the user may do: `authenticated`, or an administrator's.
    #[schema(example = "authenticated")]
    role: String,
    /// Empty where there is none.
    #[schema(example = "maya@example.com")]
    email: String,
    #[schema(required = true)]
    email_confirmed_at: Option<Timestamp>,
    /// Empty: phone numbers are not used here.
    #[schema(example = "")]
    phone: &'static str,
    #[schema(required = true)]
    phone_confirmed_at: Option<Timestamp>,
    /// The first of both proofs.
    #[schema(required = true)]
    confirmed_at: Option<Timestamp>,
    #[schema(required = true)]
    last_sign_in_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invited_at: Option<Timestamp>,
    /// When the last code to confirm the address was mailed.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmation_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_sent_at: Option<Timestamp>,
    /// The address the user wants, until both boxes have confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_change_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reauthentication_sent_at: Option<Timestamp>,
    /// What administrators wrote, and `provider` and `providers`, which the server keeps.
    #[schema(example = json!({ "provider": "email", "providers": ["email"] }))]
    app_metadata: Map<String, Value>,
    /// What the user wrote: 8 KB and 16 levels at most.
    #[schema(example = json!({ "nickname": "Maya" }))]
    user_metadata: Map<String, Value>,
    identities: Vec<IdentityEntry>,
    /// Left out where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    factors: Vec<FactorEntry>,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    banned_until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<Timestamp>,
    is_anonymous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
}

impl From<Account> for User {
    fn from(account: Account) -> Self {
        let text = |email: &Email| email.as_str().to_owned();
        Self {
            id: account.id.as_str().to_owned(),
            aud: AUDIENCE,
            email: account.email.as_ref().map(text).unwrap_or_default(),
            email_confirmed_at: account.email_confirmed_at,
            phone: "",
            phone_confirmed_at: None,
            confirmed_at: account.email_confirmed_at,
            last_sign_in_at: account.last_sign_in_at,
            invited_at: account.invited_at,
            confirmation_sent_at: account.confirmation_sent_at,
            recovery_sent_at: account.recovery_sent_at,
            new_email: account.new_email.as_ref().map(text),
            email_change_sent_at: account.email_change_sent_at,
            reauthentication_sent_at: account.reauthentication_sent_at,
            app_metadata: account.app_metadata(),
            user_metadata: account.unsafe_metadata.as_map().clone(),
            identities: account
                .identities
                .iter()
                .map(|linked| IdentityEntry::new(linked, &account))
                .collect(),
            factors: account.factors.iter().map(FactorEntry::from).collect(),
            created_at: account.created_at,
            updated_at: account.updated_at,
            banned_until: account.banned_until,
            deleted_at: account.deleted_at,
            is_anonymous: false,
            external_id: account.external_id,
            role: account.role.as_str().to_owned(),
        }
    }
}

/// What a user may send of themselves. Whatever else they send is not read.
#[derive(Deserialize, ToSchema)]
#[schema(as = UpdateUser)]
pub struct UpdateUserRequest {
    /// Counts once codes from both boxes, the old one and the new one, are confirmed.
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// Ends every other session.
    password: Option<String>,
    current_password: Option<String>,
    /// The code from `/reauthenticate`.
    nonce: Option<String>,
    /// Merged into `user_metadata` at its top level; a key that is null goes.
    data: Option<Map<String, Value>>,
    /// Refused, unless null: only administrators write it.
    app_metadata: Option<Value>,
    /// For the links of mails about a new address to lead back to the app (PKCE).
    code_challenge: Option<String>,
    /// `s256` or `plain`.
    code_challenge_method: Option<String>,
}

/// `PUT /user`: changes what is sent, and answers the user as they are then.
#[utoipa::path(put, path = "/user", tag = tag::USER, operation_id = "updateUser", security(("bearer" = [])),
    params(RedirectTo),
    request_body(content = UpdateUserRequest, example = json!({ "data": { "nickname": "May" } })),
    responses((status = OK, body = User, description = "The user, changed")))]
pub async fn update(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    redirect: RedirectTo,
    Client(client): Client,
    Body(request): Body<UpdateUserRequest>,
) -> Result<Json<User>, ApiError> {
    if request.app_metadata.is_some() {
        return Err(ApiError::NOT_ADMIN);
    }
    // What it answers is the user's profile, changed or not.
    let read = state.profile_reads.count(&auth, &client)?;
    let email = request.email.filter(|email| !email.is_empty());
    let challenge = request.code_challenge.as_deref();
    let app = app_link::parse(
        challenge,
        request.code_challenge_method.as_deref(),
        redirect,
    )?;
    let nonce = request.nonce.filter(|nonce| !nonce.is_empty());
    let nonce = nonce.as_deref().map(OneTimeCode::parse).transpose();
    let update = Update {
        data: request.data,
        email: email
            .as_deref()
            .map(super::signup::known_email)
            .transpose()?,
        password: request.password.map(Password::chosen).transpose()?,
        current_password: request
            .current_password
            .map(Password::presented)
            .transpose()?,
        nonce: nonce.map_err(|_| Refusal::ReauthenticationNotValid)?,
        app,
    };
    if request.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let account = state
        .identity
        .update(&auth, update, &client)
        .await
        .map_err(|denied| ApiError::from(denied).or_insufficient(401))?;
    state.profile_reads.note(read).await;
    Ok(Json(account.into()))
}

/// `DELETE /user`: deletes the account of who asks, and all that is known of them. GoTrue has no such thing.
#[utoipa::path(delete, path = "/user", tag = tag::USER, operation_id = "deleteUser", security(("bearer" = [])),
    responses((status = OK, body = Done, description = "The account is gone")))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
) -> Result<Json<Done>, ApiError> {
    state.identity.delete_own_account(&auth, &client).await?;
    tracing::info!("a user deleted their account");
    Ok(Json(Done {}))
}
