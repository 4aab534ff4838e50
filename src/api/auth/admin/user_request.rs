use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::auth::{error::ApiError, go_duration, signup};
use identity::{
    AUDIENCE, AccountEdit, Ban, ImportedHash, InvalidHash, NewPassword, Password, UserId,
};

/// What an administrator may send of an account. Whatever GoTrue knows and this server does not do is refused.
#[derive(Deserialize, ToSchema)]
#[schema(as = EditUser)]
pub struct EditUserRequest {
    /// Of a new account; see [`NewUserRequest`]. The id of an account that is there cannot be changed.
    #[schema(ignore)]
    id: Option<String>,
    /// `authenticated` is all there is.
    aud: Option<String>,
    email: Option<String>,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// Whether the address is believed without a mail to it.
    email_confirm: Option<bool>,
    /// Must not be `true`: phone numbers are not used here.
    phone_confirm: Option<bool>,
    /// 8 characters at least, 128 at most. Ends every session of the user.
    password: Option<String>,
    /// In place of `password`, its hash as another server stored it: bcrypt (14 rounds at most), or Argon2i or Argon2id in
    /// the PHC format (256 MiB at most). The user's next sign-in replaces it by a hash of this server's own.
    password_hash: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    /// `provider` and `providers` are kept by the server.
    app_metadata: Option<Map<String, Value>>,
    /// `service_role` and `supabase_admin` administer.
    role: Option<String>,
    /// A span as Go writes it, like `24h`, a century at most; `none` lifts a ban.
    ban_duration: Option<String>,
}

/// What an administrator sends of a new account: as of one that is there, and an address.
#[derive(ToSchema)]
#[schema(as = NewUser)]
#[expect(
    dead_code,
    reason = "describes an EditUserRequest whose email must be there"
)]
pub struct NewUserRequest {
    /// The id the account has elsewhere; left out, one is made.
    #[schema(format = "uuid", example = "5f4c2b1a-3d7e-4c89-9a10-2b3c4d5e6f70")]
    id: Option<String>,
    /// `authenticated` is all there is.
    aud: Option<String>,
    email: String,
    /// Must be empty: phone numbers are not used here.
    phone: Option<String>,
    /// Whether the address is believed without a mail to it.
    email_confirm: Option<bool>,
    /// Must not be `true`: phone numbers are not used here.
    phone_confirm: Option<bool>,
    /// 8 characters at least, 128 at most.
    password: Option<String>,
    /// In place of `password`, its hash as another server stored it: bcrypt (14 rounds at most), or Argon2i or Argon2id in
    /// the PHC format (256 MiB at most). The user's first sign-in replaces it by a hash of this server's own.
    password_hash: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    /// `provider` and `providers` are kept by the server.
    app_metadata: Option<Map<String, Value>>,
    /// `service_role` and `supabase_admin` administer.
    role: Option<String>,
    /// A span as Go writes it, like `24h`, a century at most; `none` lifts a ban.
    ban_duration: Option<String>,
}

impl EditUserRequest {
    /// What is to change.
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
            return Err(ApiError::invalid("aud: authenticated is all there is"));
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
        .ok_or(ApiError::invalid("id: must be a UUID, and not the nil one"))
}

fn imported(hash: &str) -> Result<ImportedHash, ApiError> {
    ImportedHash::parse(hash).map_err(|invalid| {
        ApiError::invalid(match invalid {
            InvalidHash::Format => {
                "password_hash: must be a bcrypt hash, or an Argon2i or Argon2id hash in the PHC format"
            }
            InvalidHash::Cost => {
                "password_hash: costs too much; bcrypt may have 14 rounds, Argon2 256 MiB and 1 GiB in all passes together"
            }
        })
    })
}

/// How an account shall go.
#[derive(Deserialize, Default, ToSchema)]
#[schema(as = DeleteUser)]
pub struct DeleteUserRequest {
    /// Keeps the row and the audit log's references, and takes all that says who it was.
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
