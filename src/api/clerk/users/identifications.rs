//! A user's e-mail addresses, phone numbers and external accounts, in Clerk's format.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use identity::{
    AddressStatus, AdministeredUser, EmailAddress, LinkedIdentity, Provider, UserPhone,
};

/// Strategy of a sign-in with Timeback.
const TIMEBACK: &str = "oauth_custom_timeback";

/// The user's identities at Timeback.
fn timeback_identities(user: &AdministeredUser) -> impl Iterator<Item = &LinkedIdentity> {
    let identities = user.account.identities.iter();
    identities.filter(|identity| match identity.provider {
        Provider::Timeback => true,
        // The latter have a list of their own, with those that are not linked.
        Provider::Email | Provider::External(_) => false,
    })
}

/// The user's external accounts: those at Timeback, and those at other providers, linked or not.
pub fn external_accounts(user: &AdministeredUser) -> Vec<ExternalAccount> {
    let timeback = timeback_identities(user).map(ExternalAccount::of_timeback);
    let others = user.external_accounts.iter().map(ExternalAccount::new);
    timeback.chain(others).collect()
}

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

/// The state of a verification.
#[derive(Serialize)]
struct Verification {
    object: &'static str,
    status: &'static str,
    strategy: &'static str,
    attempts: Option<i64>,
    expire_at: Option<i64>,
    /// Where to send the browser, absolute, in the response that begins it.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_verification_redirect_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<VerificationError>,
}

/// Why a verification failed.
#[derive(Serialize)]
struct VerificationError {
    code: &'static str,
    message: String,
    long_message: String,
}

/// The external account that an address belongs to.
#[derive(Serialize)]
struct Link {
    r#type: &'static str,
    id: String,
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
    approved_scopes: String,
    first_name: String,
    last_name: String,
    image_url: String,
    username: Option<String>,
    phone_number: (),
    public_metadata: Map<String, Value>,
    label: (),
    verification: Verification,
    created_at: i64,
    updated_at: i64,
}

impl ExternalAccount {
    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The account while it is verified by sending the browser to this URL.
    pub fn at(mut self, url: &str) -> Self {
        self.verification.external_verification_redirect_url = Some(url.to_owned());
        self
    }

    fn of_timeback(identity: &LinkedIdentity) -> Self {
        Self {
            object: "external_account",
            id: identity.id.clone(),
            identification_id: identity.id.clone(),
            provider: TIMEBACK,
            provider_user_id: identity.subject.clone(),
            email_address: identity.email.clone(),
            approved_scopes: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            image_url: String::new(),
            username: None,
            phone_number: (),
            public_metadata: Map::new(),
            label: (),
            verification: Verification {
                object: "verification_oauth",
                status: "verified",
                strategy: TIMEBACK,
                attempts: None,
                expire_at: None,
                external_verification_redirect_url: None,
                error: None,
            },
            created_at: identity.created_at.as_millisecond(),
            updated_at: identity.updated_at.as_millisecond(),
        }
    }

    fn new(account: &identity::ExternalAccount) -> Self {
        let provider = account.provider;
        Self {
            object: "external_account",
            id: account.id.as_str().to_owned(),
            identification_id: account.id.as_str().to_owned(),
            provider: provider.strategy(),
            provider_user_id: account.subject.clone().unwrap_or_default(),
            email_address: account.email.clone().unwrap_or_default(),
            approved_scopes: account.approved_scopes.join(" "),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            image_url: account.picture_url.clone().unwrap_or_default(),
            username: account.username.clone(),
            phone_number: (),
            public_metadata: Map::new(),
            label: (),
            verification: Verification {
                object: "verification_oauth",
                status: account.status.as_str(),
                strategy: provider.strategy(),
                attempts: None,
                expire_at: account.expire_at.map(Timestamp::as_millisecond),
                external_verification_redirect_url: None,
                error: account.failure.map(|failure| VerificationError {
                    code: failure.code(),
                    message: failure.message(provider),
                    long_message: failure.message(provider),
                }),
            },
            created_at: account.created_at.as_millisecond(),
            updated_at: account.updated_at.as_millisecond(),
        }
    }
}
