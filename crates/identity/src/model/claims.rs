use crate::Email;

/// The claims of an ID token, and of the provider's user info.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The issuer.
    pub issuer: String,
    /// The subject: the provider's identifier of the user, unique with the issuer.
    pub subject: String,
    /// The address the provider vouches for.
    pub email: Email,
    /// Whether the provider says that the address was verified. An address of which it says nothing counts as
    /// unverified.
    pub email_verified: bool,
    /// First name, or "".
    pub given_name: String,
    /// Last name, or "".
    pub family_name: String,
}
