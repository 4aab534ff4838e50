//! A user's accounts at OAuth providers, in Clerk's format.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::clerk::verification::{Verification, VerificationError};
use identity::{AdministeredUser, LinkedIdentity, Provider};

/// Strategy of a sign-in with Timeback.
pub const TIMEBACK: &str = "oauth_custom_timeback";

/// The user's identities at Timeback.
pub fn timeback_identities(user: &AdministeredUser) -> impl Iterator<Item = &LinkedIdentity> {
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

/// An account at an OAuth provider.
#[derive(Serialize, ToSchema)]
#[schema(as = ClerkExternalAccount)]
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
