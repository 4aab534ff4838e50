use serde::{Deserialize, Serialize};

/// An e-mail address of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress {
    /// Its identifier.
    pub id: String,
    /// The address.
    pub email_address: String,
    /// The state of its verification.
    pub verification: VerificationStatus,
}

/// A phone number of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// Its identifier.
    pub id: String,
    /// The number in E.164 form, such as `+12015550123`.
    pub phone_number: String,
    /// Whether it is a second factor: sign-in asks for a code that is texted to it.
    pub reserved_for_second_factor: bool,
    /// Whether the code goes to this one of several such numbers.
    pub default_second_factor: bool,
    /// The state of its verification.
    pub verification: VerificationStatus,
}

/// An account at an OAuth provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalAccount {
    /// Its identifier.
    pub id: String,
    /// The OAuth strategy, such as `oauth_custom_timeback`.
    pub provider: String,
    /// The provider's identifier of the user.
    pub provider_user_id: String,
    /// The address it came with.
    pub email_address: String,
    /// The state of its verification.
    pub verification: VerificationStatus,
}

/// The state of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VerificationStatus {
    /// It succeeded.
    Verified,
    /// It has not finished.
    Unverified,
    /// Too many attempts failed.
    Failed,
    /// It took too long.
    Expired,
}
