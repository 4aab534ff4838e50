use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use identity::{Account, LinkedIdentity, Provider};

/// A sign-in identity linked to a user: `email` or an external provider.
#[derive(Serialize, ToSchema)]
#[schema(as = Identity)]
pub struct IdentityEntry {
    #[schema(format = "uuid")]
    identity_id: String,
    /// The user's ID at the provider; for `email`, the user's own ID.
    id: String,
    #[schema(format = "uuid")]
    user_id: String,
    identity_data: IdentityData,
    #[schema(example = "email")]
    provider: &'static str,
    last_sign_in_at: Timestamp,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[schema(example = "maya@example.com")]
    email: String,
}

/// Claims of the provider about the user.
#[derive(Serialize, ToSchema)]
struct IdentityData {
    sub: String,
    #[schema(example = "maya@example.com")]
    email: String,
    email_verified: bool,
    phone_verified: bool,
}

impl IdentityEntry {
    /// Describes this identity of this account.
    pub fn new(linked: &LinkedIdentity, account: &Account) -> Self {
        let is_verified = match linked.provider {
            Provider::Email => account.email_confirmed_at.is_some(),
            Provider::Timeback | Provider::External(_) => linked.email_verified,
        };
        Self {
            identity_id: linked.id.clone(),
            id: linked.subject.clone(),
            user_id: account.id.as_str().to_owned(),
            identity_data: IdentityData {
                sub: linked.subject.clone(),
                email: linked.email.clone(),
                email_verified: is_verified,
                phone_verified: false,
            },
            provider: linked.provider.as_str(),
            last_sign_in_at: linked.last_sign_in_at,
            created_at: linked.created_at,
            updated_at: linked.updated_at,
            email: linked.email.clone(),
        }
    }
}
