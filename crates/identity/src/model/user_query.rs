/// A search for users. A user matches when each list that is not empty has one of their values. It has no `Debug`:
/// addresses of children do not belong in logs.
#[derive(Clone, Default)]
pub struct UserQuery {
    /// E-mail addresses, whose case is ignored: an unverified one counts only where it is the primary one.
    pub email_addresses: Vec<String>,
    /// Phone numbers in E.164 form.
    pub phone_numbers: Vec<String>,
    /// Usernames, whose case is ignored.
    pub usernames: Vec<String>,
    /// Identifiers.
    pub ids: Vec<String>,
    /// Identifiers of Timeback users.
    pub external_ids: Vec<String>,
    /// A part of an address, a phone number, the name, the username or the identifier; case is ignored.
    pub text: Option<String>,
}

/// What a list of users is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserOrder {
    /// When the account was created.
    CreatedAt,
    /// When it was last changed.
    UpdatedAt,
    /// The last sign-in that succeeded.
    LastSignInAt,
    /// When one of the user's sessions was last used.
    LastActiveAt,
    /// The primary address.
    Email,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The username.
    Username,
}

/// The order of a list of users. A user without the value comes before all others when the list is ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserSort {
    /// What it is sorted by.
    pub by: UserOrder,
    /// Whether the largest value comes first.
    pub is_descending: bool,
}
