use jiff::Timestamp;

use crate::PhoneNumber;

/// A phone number of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPhone {
    /// Its identifier.
    pub id: String,
    /// The number.
    pub number: PhoneNumber,
    /// When the user verified it, if they did. A number has one user at most who verified it.
    pub verified_at: Option<Timestamp>,
    /// Whether it is the user's primary number. Only a verified one is.
    pub is_primary: bool,
    /// Whether it is a second factor: sign-in asks for a code that is texted to it. Only a verified one is.
    pub is_second_factor: bool,
    /// Whether the code goes to this one of several such numbers, unless the user chooses another one.
    pub is_default_second_factor: bool,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
