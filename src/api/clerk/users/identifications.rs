//! A user's e-mail addresses, phone numbers and external accounts, in Clerk's format.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use identity::{
    AddressStatus, AdministeredUser, EmailAddress, LinkedIdentity, Provider, UserPhone,
};

/// An identity at an OAuth provider by which the user signs in.
pub struct ProviderIdentity<'a> {
    /// The provider's name in Clerk's API.
    provider: &'static str,
    identity: &'a LinkedIdentity,
}

/// The user's identities at OAuth providers.
pub fn provider_identities(user: &AdministeredUser) -> impl Iterator<Item = ProviderIdentity<'_>> {
    user.account.identities.iter().filter_map(|identity| {
        let provider = match identity.provider {
            Provider::Email => None,
            Provider::Timeback => Some("oauth_custom_timeback"),
        };
        provider.map(|provider| ProviderIdentity { provider, identity })
    })
}

/// An e-mail address of a user.
#[derive(Serialize)]
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
        let is_same = |linked: &ProviderIdentity| linked.identity.email.eq_ignore_ascii_case(email);
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
            },
            linked_to: provider_identities(user)
                .filter(is_same)
                .map(Link::from)
                .collect(),
            created_at: address.created_at.as_millisecond(),
            updated_at: address.updated_at().as_millisecond(),
        }
    }
}

/// A phone number of a user.
#[derive(Serialize)]
pub struct PhoneNumberEntry {
    object: &'static str,
    id: String,
    phone_number: String,
    reserved_for_second_factor: bool,
    default_second_factor: bool,
    reserved: bool,
    verification: Verification,
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
            },
            linked_to: [],
            backup_codes: (),
            created_at: phone.created_at.as_millisecond(),
            updated_at: phone.updated_at.as_millisecond(),
        }
    }
}

/// The state of a verification.
#[derive(Serialize)]
struct Verification {
    object: &'static str,
    status: &'static str,
    strategy: &'static str,
    attempts: Option<i64>,
    expire_at: Option<i64>,
}

/// The external account that an address belongs to.
#[derive(Serialize)]
struct Link {
    r#type: &'static str,
    id: String,
}

impl From<ProviderIdentity<'_>> for Link {
    fn from(ProviderIdentity { provider, identity }: ProviderIdentity<'_>) -> Self {
        Self {
            r#type: provider,
            id: identity.id.clone(),
        }
    }
}

/// An account at an OAuth provider.
#[derive(Serialize)]
pub struct ExternalAccount {
    object: &'static str,
    id: String,
    identification_id: String,
    provider: &'static str,
    provider_user_id: String,
    email_address: String,
    approved_scopes: &'static str,
    first_name: &'static str,
    last_name: &'static str,
    image_url: &'static str,
    username: (),
    phone_number: (),
    public_metadata: Map<String, Value>,
    label: (),
    verification: Verification,
    created_at: i64,
    updated_at: i64,
}

impl From<ProviderIdentity<'_>> for ExternalAccount {
    fn from(ProviderIdentity { provider, identity }: ProviderIdentity<'_>) -> Self {
        Self {
            object: "external_account",
            id: identity.id.clone(),
            identification_id: identity.id.clone(),
            provider,
            provider_user_id: identity.subject.clone(),
            email_address: identity.email.clone(),
            approved_scopes: "",
            first_name: "",
            last_name: "",
            image_url: "",
            username: (),
            phone_number: (),
            public_metadata: Map::new(),
            label: (),
            verification: Verification {
                object: "verification_oauth",
                status: "verified",
                strategy: provider,
                attempts: None,
                expire_at: None,
            },
            created_at: identity.created_at.as_millisecond(),
            updated_at: identity.updated_at.as_millisecond(),
        }
    }
}
