use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    identity::{AccountEdit, Ban, Password},
    server::api::auth::{error::ApiError, go_duration, signup},
};

/// What an administrator may send of an account.
#[derive(Deserialize, ToSchema)]
#[schema(as = AdminUser)]
pub struct Wanted {
    #[schema(format = "email")]
    email: Option<String>,
    /// Refused: phone numbers are not used here.
    phone: Option<String>,
    /// Whether the address is believed without a mail to it.
    #[serde(default)]
    email_confirm: bool,
    /// Ends every session of the user.
    password: Option<String>,
    user_metadata: Option<Map<String, Value>>,
    /// `provider` and `providers` are kept by the server.
    app_metadata: Option<Map<String, Value>>,
    /// `service_role` and `supabase_admin` administer.
    role: Option<String>,
    /// A span as Go writes it, like `24h`; `none` lifts a ban.
    ban_duration: Option<String>,
}

impl Wanted {
    /// What is to change.
    pub fn edit(self) -> Result<AccountEdit, ApiError> {
        if self.phone.is_some_and(|phone| !phone.is_empty()) {
            return Err(ApiError::NO_PHONE);
        }
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let email = given(self.email);
        Ok(AccountEdit {
            email: email.as_deref().map(signup::email).transpose()?,
            email_confirm: self.email_confirm,
            password: given(self.password).map(Password::chosen).transpose()?,
            unsafe_metadata: self.user_metadata,
            public_metadata: self.app_metadata,
            role: given(self.role),
            ban: self.ban_duration.as_deref().map(ban).transpose()?,
        })
    }
}

/// How an account shall go.
#[derive(Deserialize, Default, ToSchema)]
#[schema(as = DeleteUser)]
pub struct Removal {
    /// Keeps the row and the audit log's references, and takes all that says who it was.
    #[serde(default)]
    pub should_soft_delete: bool,
}

fn ban(duration: &str) -> Result<Ban, ApiError> {
    if duration == "none" {
        return Ok(Ban::Lifted);
    }
    go_duration::parse(duration)
        .map(Ban::For)
        .ok_or(ApiError::invalid("invalid format for ban duration"))
}
