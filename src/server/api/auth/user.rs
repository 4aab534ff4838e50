use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{bearer::Bearer, body::Body, error::ApiError, factors};
use crate::{
    identity::{AUDIENCE, Account, Email, LinkedIdentity, Password, Refusal, Update},
    server::{AppState, caller::Asked},
};

/// A user as GoTrue writes one. What is null for lack of proof is written; what merely never happened is left out.
#[expect(clippy::struct_field_names, reason = "the contract's names")]
#[derive(Serialize)]
pub struct User {
    id: String,
    aud: &'static str,
    role: String,
    email: String,
    email_confirmed_at: Option<Timestamp>,
    phone: &'static str,
    phone_confirmed_at: Option<Timestamp>,
    confirmed_at: Option<Timestamp>,
    last_sign_in_at: Option<Timestamp>,
    #[serde(flatten)]
    sent: Sent,
    app_metadata: Map<String, Value>,
    user_metadata: Map<String, Value>,
    identities: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    factors: Vec<Value>,
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

/// What was sent to the user, and what of it is pending.
#[derive(Serialize)]
struct Sent {
    #[serde(skip_serializing_if = "Option::is_none")]
    invited_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmation_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_change_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reauthentication_sent_at: Option<Timestamp>,
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
            // The first of both proofs; there are no phone numbers.
            confirmed_at: account.email_confirmed_at,
            last_sign_in_at: account.last_sign_in_at,
            app_metadata: account.app_metadata(),
            user_metadata: account.unsafe_metadata.as_map().clone(),
            identities: account
                .identities
                .iter()
                .map(|linked| identity(linked, &account))
                .collect(),
            factors: account.factors.iter().map(factors::entry).collect(),
            sent: Sent {
                invited_at: account.invited_at,
                confirmation_sent_at: account.confirmation_sent_at,
                recovery_sent_at: account.recovery_sent_at,
                new_email: account.new_email.as_ref().map(text),
                email_change_sent_at: account.email_change_sent_at,
                reauthentication_sent_at: account.reauthentication_sent_at,
            },
            created_at: account.created_at,
            updated_at: account.updated_at,
            banned_until: account.banned_until,
            deleted_at: account.deleted_at,
            is_anonymous: false,
            external_id: account.external_id,
            role: account.role,
        }
    }
}

fn identity(linked: &LinkedIdentity, account: &Account) -> Value {
    let is_verified = linked.provider != "email" || account.email_confirmed_at.is_some();
    json!({
        "identity_id": linked.id,
        "id": linked.subject,
        "user_id": account.id.as_str(),
        "identity_data": {
            "sub": linked.subject,
            "email": linked.email,
            "email_verified": is_verified,
            "phone_verified": false,
        },
        "provider": linked.provider,
        "last_sign_in_at": linked.last_sign_in_at,
        "created_at": linked.created_at,
        "updated_at": linked.updated_at,
        "email": linked.email,
    })
}

/// `GET /user`: the profile of who asks.
pub async fn read(
    State(state): State<AppState>,
    Bearer(access): Bearer,
) -> Result<Json<User>, ApiError> {
    let account = state.identity.find_account(&access.user).await?;
    let account = account.ok_or(Refusal::UserNotFound)?;
    Ok(Json(account.into()))
}

/// What a user may send of themselves. Whatever else they send is not read.
#[derive(Deserialize)]
pub struct Wanted {
    email: Option<String>,
    phone: Option<String>,
    password: Option<String>,
    current_password: Option<String>,
    nonce: Option<String>,
    data: Option<Map<String, Value>>,
    app_metadata: Option<Value>,
}

/// `PUT /user`: changes what is sent, and answers the user as they are then.
pub async fn update(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
    Body(wanted): Body<Wanted>,
) -> Result<Json<User>, ApiError> {
    if wanted.app_metadata.is_some() {
        return Err(ApiError::NOT_ADMIN);
    }
    let email = wanted.email.filter(|email| !email.is_empty());
    let update = Update {
        data: wanted.data,
        email: email.as_deref().map(super::signup::email).transpose()?,
        password: wanted.password.map(Password::chosen).transpose()?,
        current_password: wanted
            .current_password
            .map(Password::presented)
            .transpose()?,
        nonce: wanted.nonce.filter(|nonce| !nonce.is_empty()),
    };
    if wanted.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let account = state
        .identity
        .update(&access, update, &caller)
        .await
        .map_err(|denied| ApiError::from(denied).or_insufficient(401))?;
    Ok(Json(account.into()))
}

/// `DELETE /user`: deletes the account of who asks, and all that is known of them. GoTrue has no such thing.
pub async fn delete(
    State(state): State<AppState>,
    Bearer(access): Bearer,
    Asked(caller): Asked,
) -> Result<Json<Value>, ApiError> {
    let ended = state.identity.delete_own_account(&access, &caller).await?;
    for session in &ended {
        state.profiles.forget(session.as_str());
    }
    tracing::info!("a user deleted their account");
    Ok(Json(json!({})))
}
