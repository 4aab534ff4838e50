use secrecy::SecretString;

use crate::{ExternalProvider, model::email::Email};

/// What a provider says of one of its users.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExternalProfile {
    /// The provider's identifier of the user, which never changes.
    pub subject: String,
    /// The e-mail address, whether the provider has verified it or not.
    pub email: Option<String>,
    /// Whether the provider says that it has verified the address.
    pub email_verified: bool,
    /// First name, or "".
    pub first_name: String,
    /// Last name, or "".
    pub last_name: String,
    /// The username at the provider.
    pub username: Option<String>,
    /// The URL of the user's picture.
    pub picture_url: Option<String>,
}

impl ExternalProfile {
    /// The address, if the provider has verified it and it is one.
    pub fn verified_email(&self) -> Option<Email> {
        let email = self.email.as_deref().filter(|_| self.email_verified)?;
        Email::presented(email).ok()
    }
}

/// The tokens that a provider issued for one of its users.
#[derive(Debug, Clone)]
pub struct ExternalTokens {
    /// The access token.
    pub access: SecretString,
    /// The refresh token, if there is one.
    pub refresh: Option<SecretString>,
    /// When the access token expires, in microseconds since 1970, if it does.
    pub expire_at: Option<i64>,
}

/// The result of a user's authorization at a provider: who they are there, and what we may do there.
#[derive(Debug, Clone)]
pub struct ExternalGrant {
    /// The provider.
    pub provider: ExternalProvider,
    /// Who issued the subject: the provider, or the server that is configured in its place.
    pub issuer: String,
    /// Who the user is there.
    pub profile: ExternalProfile,
    /// The tokens.
    pub tokens: ExternalTokens,
    /// The scopes that the user approved.
    pub scopes: Vec<String>,
}

impl ExternalGrant {
    /// The key of the advisory lock of this user of the provider.
    pub(crate) fn lock_key(&self) -> String {
        format!("{} of {}", self.profile.subject, self.issuer)
    }
}
