use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::{Email, ExternalAccount, Factor, Metadata, Provider, Role, UserId, UserPhone};

/// A user account with everything that may be shown of it, to its user or to an administrator: no hashes, no secrets.
#[derive(Debug, Clone)]
pub struct Account {
    /// The user's identifier.
    pub id: UserId,
    /// The identifier of the Timeback user, once it is known.
    pub external_id: Option<String>,
    /// The role.
    pub role: Role,
    /// The primary address, or the one a provider vouches for, if there is either.
    pub email: Option<Email>,
    /// When the address was verified, if it is.
    pub email_confirmed_at: Option<Timestamp>,
    /// The address that the user asked for and has not verified yet.
    pub new_email: Option<Email>,
    /// When an administrator invited the user.
    pub invited_at: Option<Timestamp>,
    /// When a mail to confirm the address was last sent.
    pub confirmation_sent_at: Option<Timestamp>,
    /// When a mail to recover the account was last sent.
    pub recovery_sent_at: Option<Timestamp>,
    /// When a mail to confirm a new address was last sent.
    pub email_change_sent_at: Option<Timestamp>,
    /// When a code to confirm a sensitive change was last sent.
    pub reauthentication_sent_at: Option<Timestamp>,
    /// The last sign-in that succeeded.
    pub last_sign_in_at: Option<Timestamp>,
    /// Written by administrators, shown to the user.
    pub public_metadata: Metadata,
    /// Written by the user.
    pub unsafe_metadata: Metadata,
    /// The linked identities, the oldest first.
    pub identities: Vec<LinkedIdentity>,
    /// The user's second factors, the oldest first.
    pub factors: Vec<Factor>,
    /// The user's phone numbers, the oldest first.
    pub phones: Vec<UserPhone>,
    /// Until when the account is banned, if it was.
    pub banned_until: Option<Timestamp>,
    /// When the account was deleted; then nothing else is left of it.
    pub deleted_at: Option<Timestamp>,
    /// When the account was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// An identity by which a user signs in.
#[derive(Debug, Clone)]
pub struct LinkedIdentity {
    /// Its identifier.
    pub id: String,
    /// The provider.
    pub provider: Provider,
    /// The provider's identifier of the user; for a local account the user's own identifier.
    pub subject: String,
    /// The address it came with; "" when a provider gave none.
    pub email: String,
    /// Whether the provider has verified the address; a local account's is verified when the account's is.
    pub email_verified: bool,
    /// The last sign-in with it.
    pub last_sign_in_at: Timestamp,
    /// When it was linked.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl LinkedIdentity {
    /// The identity of an external account, if it is linked.
    pub(crate) fn of_external(account: &ExternalAccount) -> Option<Self> {
        Some(Self {
            id: account.id.as_str().to_owned(),
            provider: Provider::External(account.provider),
            subject: account.subject.clone()?,
            email: account.email.clone().unwrap_or_default(),
            email_verified: account.email_verified,
            last_sign_in_at: account.last_sign_in_at.unwrap_or(account.created_at),
            created_at: account.created_at,
            updated_at: account.updated_at,
        })
    }
}

impl Account {
    /// The metadata written by administrators, with `provider`, the first provider, and `providers`, all of them.
    pub fn app_metadata(&self) -> Map<String, Value> {
        let mut providers: Vec<&str> = Vec::new();
        for identity in &self.identities {
            let provider = identity.provider.as_str();
            if !providers.contains(&provider) {
                providers.push(provider);
            }
        }
        let mut metadata = self.public_metadata.as_map().clone();
        if let Some(first) = providers.first() {
            metadata.insert("provider".into(), json!(first));
        }
        metadata.insert("providers".into(), json!(providers));
        metadata
    }

    /// Whether sign-in asks for a second factor: there is a verified app, or a phone number to which codes are texted.
    pub fn has_second_factor(&self) -> bool {
        self.factors.iter().any(|factor| factor.is_verified)
            || self.phones.iter().any(|phone| phone.is_second_factor)
    }

    /// Whether the account is banned at `now`.
    pub fn is_banned(&self, now: Timestamp) -> bool {
        self.banned_until.is_some_and(|until| until > now)
    }
}
