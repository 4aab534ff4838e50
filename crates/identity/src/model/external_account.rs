use jiff::Timestamp;

use crate::{ExternalFailure, ExternalProvider, UserId};

/// The identifier of an external account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExternalAccountId(pub(crate) String);

impl ExternalAccountId {
    /// Parses an identifier. Returns `None` when it is malformed.
    pub fn parse(presented: &str) -> Option<Self> {
        let id = uuid::Uuid::parse_str(presented).ok()?;
        Some(Self(id.to_string()))
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The state of an external account's verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalAccountStatus {
    /// The user was sent to the provider, and has not returned.
    Unverified,
    /// The user returned, and the provider said who they are.
    Verified,
    /// The user returned without success.
    Failed,
    /// The user did not return in time.
    Expired,
}

impl ExternalAccountStatus {
    /// The state as Clerk's API spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Failed => "failed",
            Self::Expired => "expired",
        }
    }
}

/// A user's account at a provider.
///
/// It is linked once it has a subject: then the user can sign in with it. A linked account that is being reauthorized, or
/// whose reauthorization failed, stays linked, with the tokens and scopes it had.
#[derive(Debug, Clone)]
pub struct ExternalAccount {
    /// Its identifier.
    pub id: ExternalAccountId,
    /// Whose it is.
    pub user: UserId,
    /// The provider.
    pub provider: ExternalProvider,
    /// The provider's identifier of the user, once it is linked.
    pub subject: Option<String>,
    /// The state of its verification.
    pub status: ExternalAccountStatus,
    /// Why the last verification failed, if it did.
    pub failure: Option<ExternalFailure>,
    /// Until when the user may return from the provider, while it is unverified.
    pub expire_at: Option<Timestamp>,
    /// The scopes that the user approved.
    pub approved_scopes: Vec<String>,
    /// The e-mail address at the provider, verified or not.
    pub email: Option<String>,
    /// Whether the provider says that it has verified the address.
    pub email_verified: bool,
    /// First name at the provider, or "".
    pub first_name: String,
    /// Last name at the provider, or "".
    pub last_name: String,
    /// The username at the provider.
    pub username: Option<String>,
    /// The URL of the picture at the provider.
    pub picture_url: Option<String>,
    /// The last sign-in with it; the time of linking before the first.
    pub last_sign_in_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl ExternalAccount {
    /// Whether the user can sign in with it.
    pub fn is_linked(&self) -> bool {
        self.subject.is_some()
    }
}
