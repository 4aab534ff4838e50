use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    external_account::{ExternalAccount, external_accounts},
    identifications::{EmailAddressEntry, PhoneNumberEntry},
};
use identity::{AdministeredUser, AuthPolicy, Identity};

/// A user in Clerk's format. All times are milliseconds since 1970.
#[derive(Serialize, ToSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of Clerk's contract"
)]
#[schema(as = ClerkUser)]
pub struct User {
    object: &'static str,
    id: String,
    external_id: Option<String>,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    locale: Option<String>,
    has_image: bool,
    image_url: String,
    /// The name of `image_url` in older clients.
    profile_image_url: String,
    primary_email_address_id: Option<String>,
    email_addresses: Vec<EmailAddressEntry>,
    primary_phone_number_id: Option<String>,
    phone_numbers: Vec<PhoneNumberEntry>,
    external_accounts: Vec<ExternalAccount>,
    password_enabled: bool,
    password_last_updated_at: Option<i64>,
    /// Whether sign-in asks for a second factor: of an authenticator app, or of a phone number that is reserved for it.
    two_factor_enabled: bool,
    totp_enabled: bool,
    backup_code_enabled: bool,
    public_metadata: Map<String, Value>,
    /// For programs with the secret key only.
    #[serde(skip_serializing_if = "Option::is_none")]
    private_metadata: Option<Map<String, Value>>,
    unsafe_metadata: Map<String, Value>,
    banned: bool,
    #[serde(flatten)]
    lock: SignInLock,
    delete_self_enabled: bool,
    last_sign_in_at: Option<i64>,
    last_active_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
    #[serde(flatten)]
    unsupported: Unsupported,
}

/// Whether the user is locked, after too many wrong passwords or codes.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkSignInLock)]
struct SignInLock {
    locked: bool,
    lockout_expires_in_seconds: Option<i64>,
    /// Null when wrong proofs lock nobody.
    verification_attempts_remaining: Option<u32>,
}

impl SignInLock {
    fn new(user: &AdministeredUser, policy: &AuthPolicy, now: Timestamp) -> Self {
        let left = user.locked_until.map(|until| until.duration_since(now));
        // Rounded up: at its end the user can sign in.
        let left = left.filter(SignedDuration::is_positive);
        let left = left.map(|left| left.as_secs() + i64::from(left.subsec_nanos() > 0));
        let attempts = policy.lockout.map(|lockout| match left {
            Some(_) => 0,
            None => lockout.attempts.saturating_sub(user.failed_attempts),
        });
        Self {
            locked: left.is_some(),
            lockout_expires_in_seconds: left,
            verification_attempts_remaining: attempts,
        }
    }
}

/// The fields for features that this server does not have.
#[derive(Serialize, Default, ToSchema)]
#[schema(as = ClerkUnsupported)]
struct Unsupported {
    primary_web3_wallet_id: (),
    #[schema(value_type = Vec<serde_json::Value>)]
    web3_wallets: [(); 0],
    #[schema(value_type = Vec<serde_json::Value>)]
    passkeys: [(); 0],
    #[schema(value_type = Vec<serde_json::Value>)]
    saml_accounts: [(); 0],
    #[schema(value_type = Vec<serde_json::Value>)]
    enterprise_accounts: [(); 0],
    scim: (),
    deprovisioned: bool,
    bypass_client_trust: bool,
    mfa_enabled_at: (),
    mfa_disabled_at: (),
    legal_accepted_at: (),
    create_organization_enabled: bool,
    create_organizations_limit: (),
}

impl User {
    /// The user as they are now, and may see themselves: without the private metadata. `image_url` is the URL of their picture
    /// or initials.
    pub fn for_browser(user: &AdministeredUser, image_url: String, identity: &Identity) -> Self {
        Self {
            private_metadata: None,
            ..Self::new(user, image_url, identity)
        }
    }

    /// The addresses.
    pub fn into_email_addresses(self) -> Vec<EmailAddressEntry> {
        self.email_addresses
    }

    /// The phone numbers.
    pub fn into_phone_numbers(self) -> Vec<PhoneNumberEntry> {
        self.phone_numbers
    }

    /// The external account with this identifier.
    pub fn into_external_account(self, id: &str) -> Option<ExternalAccount> {
        let mut accounts = self.external_accounts.into_iter();
        accounts.find(|account| account.id() == id)
    }

    /// The first and the last name.
    pub fn names(&self) -> (Option<String>, Option<String>) {
        (self.first_name.clone(), self.last_name.clone())
    }

    /// The URL of the picture, and whether the user chose it.
    pub fn image(&self) -> (String, bool) {
        (self.image_url.clone(), self.has_image)
    }

    /// The user as they are now, and programs with the secret key see them. `image_url` is the URL of their picture or
    /// initials.
    pub fn new(user: &AdministeredUser, image_url: String, identity: &Identity) -> Self {
        let now = (identity.clock())();
        let account = &user.account;
        let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
        let named = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        let has_app = account.factors.iter().any(|factor| factor.is_verified);
        let primary = user.email_addresses.iter().find(|it| it.is_primary);
        Self {
            object: "user",
            id: account.id.as_str().to_owned(),
            external_id: account.external_id.clone(),
            username: user.username.as_ref().map(|it| it.as_str().to_owned()),
            first_name: named(&user.first_name),
            last_name: named(&user.last_name),
            locale: user.locale.clone(),
            has_image: user.picture.is_some(),
            profile_image_url: image_url.clone(),
            image_url,
            primary_email_address_id: primary.map(|it| it.id.clone()),
            email_addresses: user
                .email_addresses
                .iter()
                .map(|address| EmailAddressEntry::new(address, user, now))
                .collect(),
            primary_phone_number_id: account
                .phones
                .iter()
                .find(|phone| phone.is_primary)
                .map(|phone| phone.id.clone()),
            phone_numbers: account.phones.iter().map(PhoneNumberEntry::from).collect(),
            external_accounts: external_accounts(user),
            password_enabled: user.has_password,
            password_last_updated_at: millis(user.password_changed_at),
            two_factor_enabled: account.has_second_factor(),
            totp_enabled: has_app,
            backup_code_enabled: user.backup_codes > 0,
            public_metadata: account.public_metadata.as_map().clone(),
            private_metadata: Some(user.private_metadata.as_map().clone()),
            unsafe_metadata: account.unsafe_metadata.as_map().clone(),
            banned: account.is_banned(now),
            lock: SignInLock::new(user, identity.policy(), now),
            delete_self_enabled: true,
            last_sign_in_at: millis(account.last_sign_in_at),
            last_active_at: millis(user.last_active_at),
            created_at: account.created_at.as_millisecond(),
            updated_at: account.updated_at.as_millisecond(),
            unsupported: Unsupported::default(),
        }
    }
}
