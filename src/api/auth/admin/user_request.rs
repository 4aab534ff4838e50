use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::auth::{error::ApiError, go_duration, possible_errors::PossibleErrors, signup};
use identity::{
    AUDIENCE, AccountEdit, Ban, ImportedHash, InvalidHash, InvalidPassword, NewPassword, Password,
    UserId,
};

/// Changes to a user by an administrator. GoTrue's fields that this server does not support are rejected.
#[derive(Deserialize, ToSchema)]
#[schema(as = EditUser)]
pub struct EditUserRequest {
    /// ID of a new user; see [`NewUserRequest`]. The ID of an existing user cannot be changed.
    #[schema(ignore)]
    id: Option<String>,
    /// Audience; only `authenticated` is supported.
    aud: Option<String>,
    email: Option<String>,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// Whether to mark the address as confirmed without a verification e-mail.
    email_confirm: Option<bool>,
    /// Must not be `true`: phone numbers are not supported.
    phone_confirm: Option<bool>,
    /// New password, 8 to 128 characters. Ends all sessions of the user.
    password: Option<String>,
    /// Password hash exported from another server, instead of `password`: bcrypt with a cost of at most 14, or Argon2i
    /// or Argon2id in the PHC format with at most 256 MiB. Rehashed at the user's next sign-in.
    password_hash: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    /// Metadata that only administrators can write. `provider` and `providers` are managed by the server.
    app_metadata: Option<Map<String, Value>>,
    /// Role; `service_role` and `supabase_admin` grant access to the admin API.
    role: Option<String>,
    /// Duration of the ban in Go's syntax, such as `24h`, at most 100 years. `none` lifts the ban.
    ban_duration: Option<String>,
}

/// A new user. Takes the fields of an update; `email` is required.
#[derive(ToSchema)]
#[schema(as = NewUser)]
#[expect(
    dead_code,
    reason = "describes an EditUserRequest whose email is required"
)]
pub struct NewUserRequest {
    /// ID of the user on another server; generated if omitted.
    #[schema(format = "uuid", example = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70")]
    id: Option<String>,
    /// Audience; only `authenticated` is supported.
    aud: Option<String>,
    email: String,
    /// Must be empty: phone numbers are not supported.
    phone: Option<String>,
    /// Whether to mark the address as confirmed without a verification e-mail.
    email_confirm: Option<bool>,
    /// Must not be `true`: phone numbers are not supported.
    phone_confirm: Option<bool>,
    /// Password, 8 to 128 characters.
    password: Option<String>,
    /// Password hash exported from another server, instead of `password`: bcrypt with a cost of at most 14, or Argon2i
    /// or Argon2id in the PHC format with at most 256 MiB. Rehashed at the user's first sign-in.
    password_hash: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    /// Metadata that only administrators can write. `provider` and `providers` are managed by the server.
    app_metadata: Option<Map<String, Value>>,
    /// Role; `service_role` and `supabase_admin` grant access to the admin API.
    role: Option<String>,
    /// Duration of the ban in Go's syntax, such as `24h`, at most 100 years. `none` lifts the ban.
    ban_duration: Option<String>,
}

impl PossibleErrors for EditUserRequest {
    fn all() -> Vec<ApiError> {
        let own = vec![ApiError::INVALID, ApiError::NO_PHONE];
        [own, InvalidPassword::all()].concat()
    }
}

impl EditUserRequest {
    /// Validates the request and converts it to an [`AccountEdit`].
    pub fn edit(self) -> Result<AccountEdit, ApiError> {
        self.refuse_what_is_not_done()?;
        let (email, password) = (given(self.email), given(self.password));
        let password = match (password, given(self.password_hash)) {
            (Some(_), Some(_)) => {
                return Err(ApiError::invalid(
                    "password_hash: Only a password or a password hash should be provided",
                ));
            }
            (Some(password), None) => Some(NewPassword::Plain(Password::chosen(password)?)),
            (None, Some(hash)) => Some(NewPassword::Hashed(imported(&hash)?)),
            (None, None) => None,
        };
        let ban_duration = given(self.ban_duration);
        Ok(AccountEdit {
            id: given(self.id).as_deref().map(id).transpose()?,
            email: email.as_deref().map(signup::known_email).transpose()?,
            email_confirm: self.email_confirm.unwrap_or_default(),
            password,
            unsafe_metadata: self.user_metadata,
            public_metadata: self.app_metadata,
            role: given(self.role),
            ban: ban_duration.as_deref().map(ban).transpose()?,
        })
    }

    fn refuse_what_is_not_done(&self) -> Result<(), ApiError> {
        let is_given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        if is_given(&self.phone) {
            return Err(ApiError::NO_PHONE);
        }
        if self.phone_confirm == Some(true) {
            return Err(ApiError::NO_PHONE_CONFIRM);
        }
        if is_given(&self.aud) && self.aud.as_deref() != Some(AUDIENCE) {
            return Err(ApiError::invalid("aud: only authenticated is supported"));
        }
        Ok(())
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn id(text: &str) -> Result<UserId, ApiError> {
    let nil = |id: &UserId| id.as_str().bytes().all(|byte| b"0-".contains(&byte));
    UserId::parse(text)
        .filter(|id| text.len() == 36 && !nil(id))
        .ok_or(ApiError::invalid(
            "id: must be a UUID other than the nil UUID",
        ))
}

fn imported(hash: &str) -> Result<ImportedHash, ApiError> {
    ImportedHash::parse(hash).map_err(|invalid| {
        ApiError::invalid(match invalid {
            InvalidHash::Format => {
                "password_hash: must be a bcrypt hash, or an Argon2i or Argon2id hash in the PHC format"
            }
            InvalidHash::Cost => {
                "password_hash: cost too high; at most 14 for bcrypt, 256 MiB and 1 GiB over all passes for Argon2"
            }
        })
    })
}

/// Options for deleting a user.
#[derive(Deserialize, Default, ToSchema)]
#[schema(as = DeleteUser)]
pub struct DeleteUserRequest {
    /// Whether to erase the user's personal data but keep the record, so that the audit log still refers to it.
    pub should_soft_delete: Option<bool>,
}

fn ban(duration: &str) -> Result<Ban, ApiError> {
    if duration == "none" {
        return Ok(Ban::Lifted);
    }
    go_duration::parse(duration)
        .map(Ban::For)
        .ok_or(ApiError::invalid(
            "ban_duration: invalid format for ban duration",
        ))
}
