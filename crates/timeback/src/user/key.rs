//! User lookup keys.

use std::fmt;

/// Lookup key of a user. A `&str` is an e-mail address, as in the official SDK:
///
/// ```no_run
/// # #[cfg(feature = "client")]
/// # async fn example(timeback: timeback::Timeback) -> Result<(), timeback::UserError> {
/// use timeback::UserKey;
///
/// let by_address = timeback.user().get_profile("student@example.com").await?;
/// let by_id = timeback.user().get_profile(UserKey::Id("maya-okafor")).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum UserKey<'a> {
    /// E-mail address, looked up unchanged. Several users may share it.
    Email(&'a str),
    /// Timeback id (OneRoster `sourcedId`), which is unique.
    Id(&'a str),
}

impl<'a> From<&'a str> for UserKey<'a> {
    fn from(email: &'a str) -> Self {
        Self::Email(email)
    }
}

impl<'a> From<&'a String> for UserKey<'a> {
    fn from(email: &'a String) -> Self {
        Self::Email(email)
    }
}

/// Hides the address: e-mail addresses must not be logged.
impl fmt::Debug for UserKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(_) => f.debug_tuple("Email").finish_non_exhaustive(),
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
        }
    }
}
