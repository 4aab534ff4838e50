//! By what a user is asked for.

use std::fmt;

/// By what a user is asked for. A `&str` is an e-mail address, as in the official SDK:
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
    /// The e-mail address, looked up as it is given. Two users may share it.
    Email(&'a str),
    /// The Timeback id, OneRoster's `sourcedId`, which nobody shares.
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

/// An address does not belong in a log.
impl fmt::Debug for UserKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(_) => f.debug_tuple("Email").finish_non_exhaustive(),
            Self::Id(id) => f.debug_tuple("Id").field(id).finish(),
        }
    }
}
