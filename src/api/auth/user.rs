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
    possible_errors::{PossibleErrors, Refused, map_error},
    tag,
};
use crate::server::{AppState, client_info::Client};
use identity::{
    AUDIENCE, Account, DeleteOwnAccountError, Email, InvalidPassword, OneTimeCode, Password,
    TooManyAttempts, Update, UpdateError,
};

/// A user in GoTrue's format. `email_confirmed_at`, `phone_confirmed_at`, `confirmed_at` and `last_sign_in_at` are
/// always present and null until they are set, where GoTrue omits them. Every other optional timestamp is omitted until
/// it is set.
#[expect(
    clippy::struct_field_names,
    reason = "field names of GoTrue's contract"
)]
#[derive(Serialize, ToSchema)]
pub struct User {
    #[schema(format = "uuid")]
    id: String,
    #[schema(example = "authenticated")]
    aud: &'static str,
    /// The user's role: `authenticated`, or an administrator's role.
    #[schema(example = "authenticated")]
    role: String,
    /// Empty if the user has no address.
    #[schema(example = "maya@example.com")]
    email: String,
    #[schema(required = true)]
    email_confirmed_at: Option<Timestamp>,
    /// Always empty: phone numbers are not supported.
    #[schema(example = "")]
    phone: &'static str,
    #[schema(required = true)]
    phone_confirmed_at: Option<Timestamp>,
    /// When the user first confirmed an address or phone number.
    #[schema(required = true)]
    confirmed_at: Option<Timestamp>,
    #[schema(required = true)]
    last_sign_in_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invited_at: Option<Timestamp>,
    /// When the last confirmation code was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmation_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_sent_at: Option<Timestamp>,
    /// The requested new address, until both the current and the new address have confirmed the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_change_sent_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reauthentication_sent_at: Option<Timestamp>,
    /// Metadata that only administrators can write, with `provider` and `providers`, which the server manages.
    #[schema(example = json!({ "provider": "email", "providers": ["email"] }))]
    app_metadata: Map<String, Value>,
    /// Metadata that the user can write: at most 8 KB and 16 levels deep.
    #[schema(example = json!({ "nickname": "Maya" }))]
    user_metadata: Map<String, Value>,
    identities: Vec<IdentityEntry>,
    /// MFA factors; omitted if there are none.
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

/// Changes to the signed-in user. Unknown fields are ignored.
#[derive(Deserialize, ToSchema)]
#[schema(as = UpdateUser)]
pub struct UpdateUserRequest {
    /// New address. Takes effect once it has been confirmed from both the current and the new address.
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// New password, 8 to 128 characters. Ends all other sessions.
    password: Option<String>,
    /// The current password, to authorize a new one.
    current_password: Option<String>,
    /// Reauthentication code from `/reauthenticate`, to authorize a new password.
    nonce: Option<String>,
    /// Merged into the top level of `user_metadata`; a null value removes its key.
    data: Option<Map<String, Value>>,
    /// Must be null or omitted: only administrators can write it.
    app_metadata: Option<Value>,
    /// PKCE code challenge, 43 to 128 characters. With it, the links of e-mail changes redirect to `redirect_to`.
    code_challenge: Option<String>,
    /// PKCE code challenge method: `s256` or `plain`.
    code_challenge_method: Option<String>,
}

impl PossibleErrors for UpdateUserRequest {
    fn all() -> Vec<ApiError> {
        let own = vec![ApiError::INVALID, ApiError::NO_PHONE, ApiError::NOT_ADMIN];
        [own, InvalidPassword::all()].concat()
    }
}

map_error!(UpdateError {
    NoLocalAccounts => ApiError::NO_LOCAL_ACCOUNTS,
    // GoTrue's status for an update.
    InsufficientAal => ApiError::INSUFFICIENT_AAL.status(401),
    MailOff => ApiError::MAIL_OFF,
    SamePassword => ApiError::new(422, "same_password", "New password should be different from the old password."),
    CurrentPasswordInvalid => ApiError::new(400, "current_password_invalid", "The current password is incorrect"),
    ReauthenticationNeeded => ApiError::REAUTHENTICATION_NEEDED,
    ReauthenticationNotValid => ApiError::REAUTHENTICATION_NOT_VALID,
    UserNotFound => ApiError::USER_NOT_FOUND,
}
    Address(AddressError),
    Password(NewPasswordError),
    Metadata(MetadataError),
    TooManyAttempts(TooManyAttempts),
    TooManyMails(TooManyMails),
);

map_error!(DeleteOwnAccountError {
    ReauthenticationNeeded => ApiError::REAUTHENTICATION_NEEDED,
    InsufficientAal => ApiError::INSUFFICIENT_AAL,
    UserNotFound => ApiError::USER_NOT_FOUND,
});

/// `PUT /user`: updates the signed-in user.
#[utoipa::path(put, path = "/user", tag = tag::USER, operation_id = "updateUser", security(("bearer" = [])),
    params(RedirectTo),
    request_body(content = UpdateUserRequest, example = json!({ "data": { "nickname": "May" } })),
    responses((status = OK, body = User, description = "The updated user"),
        Refused<(Bearer, RedirectTo, Body<UpdateUserRequest>, (TooManyAttempts, UpdateError))>))]
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
    // The response contains the profile, so it counts as a profile read.
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
        nonce: nonce.map_err(|_| ApiError::REAUTHENTICATION_NOT_VALID)?,
        app,
    };
    if request.phone.is_some_and(|phone| !phone.is_empty()) {
        return Err(ApiError::NO_PHONE);
    }
    let account = state.identity.update(&auth, update, &client).await?;
    state.profile_reads.note(read).await;
    Ok(Json(account.into()))
}

/// `DELETE /user`: deletes the signed-in user's account and all of its data.
///
/// Requires a recent sign-in, and `aal2` if the user has an MFA factor. GoTrue has no such endpoint.
#[utoipa::path(delete, path = "/user", tag = tag::USER, operation_id = "deleteUser", security(("bearer" = [])),
    responses((status = OK, body = Done, description = "The account is deleted"),
        Refused<(Bearer, DeleteOwnAccountError)>))]
pub async fn delete(
    State(state): State<AppState>,
    Bearer(auth): Bearer,
    Client(client): Client,
) -> Result<Json<Done>, ApiError> {
    state.identity.delete_own_account(&auth, &client).await?;
    tracing::info!("a user deleted their account");
    Ok(Json(Done {}))
}
