use crate::{Error, Identity, UserId, store::audit_events};
use database::CommitStamp;

/// The most users that are listed one by one; where more changed, a cache of users must be cleared.
const MAX_NAMED: i64 = 256;

/// A position in the audit log; by default its beginning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cursor {
    /// The number of the last entry read.
    pub entry: i64,
    commit_stamp: Option<CommitStamp>,
}

/// The accounts that changed after a [`Cursor`].
#[derive(Debug)]
pub struct AccountChanges {
    /// The position up to which the log was read.
    pub until: Cursor,
    /// The users; `None` when they are too many to list.
    pub users: Option<Vec<UserId>>,
}

impl Identity {
    /// Whether any account may have changed since. Costs next to nothing where the database has a commit stamp; elsewhere
    /// it is always `true`, and [`changes_since`](Self::changes_since) has to be asked.
    pub fn may_have_changes(&self, since: &Cursor) -> bool {
        let commit_stamp = self.database.commit_stamp();
        commit_stamp.is_none() || commit_stamp != since.commit_stamp
    }

    /// The accounts that changed since, on any node: every change has an entry in the audit log, and entries become visible
    /// in their order.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn changes_since(&self, since: Cursor) -> Result<AccountChanges, Error> {
        let commit_stamp = self.database.commit_stamp();
        let pool = self.database.pool();
        let entries = audit_events::list_subjects(pool, since.entry, MAX_NAMED).await?;
        let is_long = i64::try_from(entries.len()).is_ok_and(|count| count >= MAX_NAMED);
        let entry = entries.first().map_or(since.entry, |(entry, _)| *entry);
        let users = entries.into_iter().filter_map(|(_, user)| user);
        Ok(AccountChanges {
            until: Cursor {
                entry,
                commit_stamp,
            },
            users: (!is_long).then(|| users.collect()),
        })
    }
}
