use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::UserError;

/// Seconds for which a session token is valid, and below which a leeway must be.
const TOKEN_LIFETIME: u32 = 60;

/// Parameters of [`UserResource::update`](super::UserResource::update). What is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UpdateUserParams {
    /// The first name; "" removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name; "" removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The username; "" removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The identifier of a verified e-mail address of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_email_address_id: Option<String>,
    /// The identifier of a verified phone number of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_phone_number_id: Option<String>,
    /// Replaces the metadata that the user writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsafe_metadata: Option<Map<String, Value>>,
}

/// Parameters of [`UserResource::update_password`](super::UserResource::update_password).
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdatePasswordParams {
    /// The current password, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_password: Option<String>,
    /// The new password.
    pub new_password: String,
}

/// Parameters of [`UserResource::create_external_account`](super::UserResource::create_external_account).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateExternalAccountParams {
    /// The OAuth strategy of a provider that the server has: `oauth_github`.
    pub strategy: String,
    /// Where the user returns to from the provider: a path of this server, or a URL that it allows. Without it, the
    /// account page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Scopes to ask for beside those that identify the user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_scopes: Vec<String>,
}

/// A service whose tokens [`UserResource::get_token`](super::UserResource::get_token) gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum JwtService {
    /// This server: the session token.
    Clerk,
    /// Firebase: a custom token.
    Firebase,
    /// Hasura.
    Hasura,
}

/// Options of [`UserResource::get_token`](super::UserResource::get_token).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetUserTokenOptions {
    /// Seconds for which the token must still be valid; a kept token that is not is replaced. Less than 60.
    pub leeway_in_seconds: u32,
}

impl GetUserTokenOptions {
    /// The leeway, in seconds.
    ///
    /// # Errors
    /// Returns [`UserError::InvalidLeeway`] when no token would be valid for so long.
    pub(super) fn leeway(self) -> Result<u32, UserError> {
        let leeway = self.leeway_in_seconds;
        if leeway < TOKEN_LIFETIME {
            Ok(leeway)
        } else {
            Err(UserError::InvalidLeeway)
        }
    }
}

impl fmt::Debug for UpdatePasswordParams {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UpdatePasswordParams")
            .finish_non_exhaustive()
    }
}

impl Default for GetUserTokenOptions {
    fn default() -> Self {
        Self {
            leeway_in_seconds: 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leeway_is_less_than_the_life_of_a_token() {
        let leeway = |leeway_in_seconds| GetUserTokenOptions { leeway_in_seconds }.leeway();
        assert_eq!(GetUserTokenOptions::default().leeway(), Ok(10));
        assert_eq!(leeway(59), Ok(59));
        assert_eq!(leeway(60), Err(UserError::InvalidLeeway));
    }

    #[test]
    fn passwords_are_not_printed() {
        let params = UpdatePasswordParams {
            current_password: Some("old secret".into()),
            new_password: "new secret".into(),
        };
        assert_eq!(format!("{params:?}"), "UpdatePasswordParams { .. }");
    }

    #[test]
    fn what_is_not_to_change_is_not_sent() {
        let params = UpdateUserParams {
            last_name: Some(String::new()),
            ..Default::default()
        };
        let json = serde_json::to_string(&params).unwrap();
        assert_eq!(json, r#"{"last_name":""}"#);
    }
}
