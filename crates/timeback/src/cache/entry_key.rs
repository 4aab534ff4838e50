use std::fmt;

use crate::{Day, UserKey};

/// Whose profile an entry holds, and by whose calendar days.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct EntryKey {
    user: EntryUser,
    /// The name of the time zone.
    zone: String,
}

/// The session's own user, known by address, or one of their students, known by id.
#[derive(Clone, PartialEq, Eq, Hash)]
enum EntryUser {
    Email(String),
    Id(String),
}

impl EntryKey {
    /// The key of the session's own user.
    pub fn of_email(email: &str, day: &Day) -> Self {
        Self {
            user: EntryUser::Email(email.to_owned()),
            zone: day.name().to_owned(),
        }
    }

    /// The key of a user who is known by id.
    pub fn of_id(id: &str, day: &Day) -> Self {
        Self {
            user: EntryUser::Id(id.to_owned()),
            zone: day.name().to_owned(),
        }
    }

    /// Returns the key with which the user is looked up.
    pub fn user(&self) -> UserKey<'_> {
        match &self.user {
            EntryUser::Email(email) => UserKey::Email(email),
            EntryUser::Id(id) => UserKey::Id(id),
        }
    }

    /// Whether the entry's days are those of this time zone.
    pub fn has_days_of(&self, day: &Day) -> bool {
        self.zone == day.name()
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, user) = match &self.user {
            EntryUser::Email(email) => ("email", email),
            EntryUser::Id(id) => ("id", id),
        };
        write!(f, "{kind} {user} {}", self.zone)
    }
}
