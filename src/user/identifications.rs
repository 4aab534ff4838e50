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
    /// Its verification.
    pub verification: ExternalAccountVerification,
}

/// The verification of an external account, by sending the user to the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalAccountVerification {
    /// Its state.
    pub status: VerificationStatus,
    /// Why it failed, if it did.
    pub error: Option<VerificationError>,
    /// The URL at the provider to send the user to. Only what begins a verification returns it, and only once.
    pub external_verification_redirect_url: Option<String>,
}

/// Why a verification failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationError {
    /// The error's code: `oauth_access_denied`, `external_account_exists`.
    pub code: String,
    /// The message for the user.
    pub message: String,
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
