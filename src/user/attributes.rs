use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{EmailAddress, ExternalAccount, PhoneNumber, VerificationStatus};

/// The attributes of the signed-in user, as they see themselves. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the attributes of Clerk's user"
)]
pub struct User {
    /// The user's identifier.
    pub id: String,
    /// The identifier of the Timeback user, once it is known.
    pub external_id: Option<String>,
    /// The username.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// The identifier of the primary e-mail address.
    pub primary_email_address_id: Option<String>,
    /// The e-mail addresses.
    pub email_addresses: Vec<EmailAddress>,
    /// The identifier of the primary phone number.
    pub primary_phone_number_id: Option<String>,
    /// The phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// The accounts at OAuth providers.
    pub external_accounts: Vec<ExternalAccount>,
    /// The path of the user's picture, or of their initials.
    pub image_url: String,
    /// Whether the user has a picture.
    pub has_image: bool,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Whether sign-in asks for a second factor.
    pub two_factor_enabled: bool,
    /// Whether an authenticator app is a second factor.
    pub totp_enabled: bool,
    /// Whether there are unused backup codes.
    pub backup_code_enabled: bool,
    /// Metadata written by administrators.
    pub public_metadata: Map<String, Value>,
    /// Metadata written by the user.
    pub unsafe_metadata: Map<String, Value>,
    /// The last sign-in.
    pub last_sign_in_at: Option<i64>,
    /// When the account was created.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

impl User {
    /// First and last name.
    pub fn full_name(&self) -> Option<String> {
        match (&self.first_name, &self.last_name) {
            (Some(first), Some(last)) => Some(format!("{first} {last}")),
            (Some(name), None) | (None, Some(name)) => Some(name.clone()),
            (None, None) => None,
        }
    }

    /// The primary e-mail address.
    pub fn primary_email_address(&self) -> Option<&EmailAddress> {
        let id = self.primary_email_address_id.as_ref()?;
        self.email_addresses.iter().find(|it| it.id == *id)
    }

    /// The primary phone number.
    pub fn primary_phone_number(&self) -> Option<&PhoneNumber> {
        let id = self.primary_phone_number_id.as_ref()?;
        self.phone_numbers.iter().find(|it| it.id == *id)
    }

    /// Whether sign-in asks for a second factor.
    pub fn two_factor_enabled(&self) -> bool {
        self.two_factor_enabled
    }

    /// The external accounts whose verification succeeded.
    pub fn verified_external_accounts(&self) -> impl Iterator<Item = &ExternalAccount> {
        self.external_accounts
            .iter()
            .filter(|it| it.verification.status == VerificationStatus::Verified)
    }

    /// The external accounts whose verification has not succeeded.
    pub fn unverified_accounts(&self) -> impl Iterator<Item = &ExternalAccount> {
        self.external_accounts
            .iter()
            .filter(|it| it.verification.status != VerificationStatus::Verified)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::user::ExternalAccountVerification;

    pub fn user(first_name: &str) -> User {
        User {
            id: "u_1".into(),
            external_id: None,
            username: None,
            first_name: Some(first_name.into()),
            last_name: None,
            primary_email_address_id: Some("e_2".into()),
            email_addresses: ["e_1", "e_2"]
                .map(|id| EmailAddress {
                    id: id.into(),
                    email_address: format!("{id}@example.com"),
                    verification: VerificationStatus::Verified,
                })
                .into(),
            primary_phone_number_id: None,
            phone_numbers: Vec::new(),
            external_accounts: Vec::new(),
            image_url: "/pictures/initials/1".into(),
            has_image: false,
            password_enabled: false,
            two_factor_enabled: false,
            totp_enabled: false,
            backup_code_enabled: false,
            public_metadata: Map::new(),
            unsafe_metadata: Map::new(),
            last_sign_in_at: None,
            created_at: 0,
            updated_at: 0,
        }
    }

    #[test]
    fn a_full_name_is_of_the_names_that_there_are() {
        let mut user = user("Maya");
        assert_eq!(user.full_name().unwrap(), "Maya");
        user.last_name = Some("Okafor".into());
        assert_eq!(user.full_name().unwrap(), "Maya Okafor");
        user.first_name = None;
        assert_eq!(user.full_name().unwrap(), "Okafor");
        user.last_name = None;
        assert_eq!(user.full_name(), None);
    }

    #[test]
    fn the_primary_address_is_the_one_of_that_identifier() {
        let primary = user("Maya").primary_email_address().cloned().unwrap();
        assert_eq!(primary.email_address, "e_2@example.com");
    }

    #[test]
    fn every_external_account_is_either_verified_or_not() {
        let mut user = user("Maya");
        user.external_accounts = [
            VerificationStatus::Verified,
            VerificationStatus::Unverified,
            VerificationStatus::Failed,
            VerificationStatus::Expired,
        ]
        .map(|status| ExternalAccount {
            id: format!("{status:?}"),
            provider: "oauth_github".into(),
            provider_user_id: "1".into(),
            email_address: "maya@example.com".into(),
            verification: ExternalAccountVerification {
                status,
                error: None,
                external_verification_redirect_url: None,
            },
        })
        .into();
        let verified: Vec<_> = user.verified_external_accounts().map(|it| &it.id).collect();
        assert_eq!(verified, ["Verified"]);
        let unverified: Vec<_> = user.unverified_accounts().map(|it| &it.id).collect();
        assert_eq!(unverified, ["Unverified", "Failed", "Expired"]);
    }
}
