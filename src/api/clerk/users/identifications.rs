//! A user's e-mail addresses and phone numbers, in Clerk's format.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::external_account::{TIMEBACK, timeback_identities};
use crate::api::clerk::verification::Verification;
use identity::{AddressStatus, AdministeredUser, EmailAddress, UserPhone};

/// The external accounts whose provider vouches for this address.
fn links(email: &str, user: &AdministeredUser) -> Vec<Link> {
    let timeback = timeback_identities(user)
        .filter(|it| it.email.eq_ignore_ascii_case(email))
        .map(|it| Link {
            r#type: TIMEBACK,
            id: it.id.clone(),
        });
    let others = user.external_accounts.iter().filter(|it| {
        let is_same = it
            .email
            .as_ref()
            .is_some_and(|it| it.eq_ignore_ascii_case(email));
        it.is_linked() && it.email_verified && is_same
    });
    let others = others.map(|it| Link {
        r#type: it.provider.strategy(),
        id: it.id.as_str().to_owned(),
    });
    timeback.chain(others).collect()
}

/// An e-mail address of a user.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkEmailAddress)]
pub struct EmailAddressEntry {
    object: &'static str,
    id: String,
    email_address: String,
    reserved: bool,
    matches_sso_connection: bool,
    verification: Verification,
    linked_to: Vec<Link>,
    created_at: i64,
    updated_at: i64,
}

impl EmailAddressEntry {
    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn new(address: &EmailAddress, user: &AdministeredUser, now: Timestamp) -> Self {
        let email = address.email.as_str();
        Self {
            object: "email_address",
            id: address.id.clone(),
            email_address: email.to_owned(),
            reserved: false,
            matches_sso_connection: false,
            verification: Verification {
                object: "verification_otp",
                status: match address.status(now) {
                    AddressStatus::Verified => "verified",
                    AddressStatus::Unverified => "unverified",
                    AddressStatus::Expired => "expired",
                    AddressStatus::Failed => "failed",
                },
                strategy: "email_code",
                attempts: address.code.map(|code| code.attempts),
                expire_at: address.code.map(|code| code.expire_at.as_millisecond()),
                external_verification_redirect_url: None,
                error: None,
            },
            linked_to: links(email, user),
            created_at: address.created_at.as_millisecond(),
            updated_at: address.updated_at().as_millisecond(),
        }
    }
}

/// A phone number of a user.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkPhoneNumber)]
pub struct PhoneNumberEntry {
    object: &'static str,
    id: String,
    phone_number: String,
    reserved_for_second_factor: bool,
    default_second_factor: bool,
    reserved: bool,
    verification: Verification,
    #[schema(value_type = Vec<serde_json::Value>)]
    linked_to: [(); 0],
    /// Never shown: they are made for the user, who sees them once.
    backup_codes: (),
    created_at: i64,
    updated_at: i64,
}

impl PhoneNumberEntry {
    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl From<&UserPhone> for PhoneNumberEntry {
    fn from(phone: &UserPhone) -> Self {
        Self {
            object: "phone_number",
            id: phone.id.clone(),
            phone_number: phone.number.as_str().to_owned(),
            reserved_for_second_factor: phone.is_second_factor,
            default_second_factor: phone.is_default_second_factor,
            reserved: false,
            verification: Verification {
                object: "verification_otp",
                status: match phone.verified_at {
                    Some(_) => "verified",
                    None => "unverified",
                },
                strategy: "phone_code",
                attempts: None,
                expire_at: None,
                external_verification_redirect_url: None,
                error: None,
            },
            linked_to: [],
            backup_codes: (),
            created_at: phone.created_at.as_millisecond(),
            updated_at: phone.updated_at.as_millisecond(),
        }
    }
}

/// The external account that an address belongs to.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkLink)]
struct Link {
    r#type: &'static str,
    id: String,
}
