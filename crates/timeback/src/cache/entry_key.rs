use crate::UserKey;

/// Whose profile an entry holds: the session's own user, known by address, or one of their students, known by id.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum EntryKey {
    Email(String),
    Id(String),
}

impl EntryKey {
    /// Returns the key with which the user is looked up.
    pub fn user(&self) -> UserKey<'_> {
        match self {
            Self::Email(email) => UserKey::Email(email),
            Self::Id(id) => UserKey::Id(id),
        }
    }
}
