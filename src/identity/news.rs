use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::{Error, Identity, UserId};

/// So many users are named one by one; where more changed, whoever remembers something of users forgets all of it.
const NAMED: i64 = 256;

/// How far somebody has followed the log. The default has followed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bookmark {
    /// The number of the last entry read.
    entry: i64,
    /// How many changes this process had kept before it was read.
    kept: u64,
}

/// Whose accounts changed lately.
#[derive(Debug)]
pub struct News {
    /// How far the log was read for it.
    pub until: Bookmark,
    /// Who; `None` when it was too many to name.
    pub users: Option<Vec<UserId>>,
}

/// How many changes this process has kept; clones count together.
#[derive(Clone)]
pub(super) struct Kept(Arc<AtomicU64>);

impl Default for Kept {
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(1)))
    }
}

impl Kept {
    /// One more.
    pub fn count(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }

    fn read(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

impl Identity {
    /// Whether accounts may have changed since. Costs nothing where this process alone writes to the database; where
    /// others may, only [`news_since`](Self::news_since) can tell.
    pub fn may_have_news(&self, since: Bookmark) -> bool {
        self.database.is_shared() || self.kept.read() != since.kept
    }

    /// Whose accounts changed since, on any node: no change is kept without an entry, and entries become visible in
    /// their order.
    ///
    /// # Errors
    /// The store's.
    pub async fn news_since(&self, since: Bookmark) -> Result<News, Error> {
        let kept = self.kept.read();
        let entries: Vec<(i64, Option<String>)> = sqlx::query_as(
            "SELECT sequence, subject_id FROM audit_events WHERE sequence > $1 ORDER BY sequence DESC LIMIT $2",
        )
        .bind(since.entry)
        .bind(NAMED)
        .fetch_all(self.database.pool())
        .await?;
        let is_long = i64::try_from(entries.len()).is_ok_and(|count| count >= NAMED);
        let entry = entries.first().map_or(since.entry, |(entry, _)| *entry);
        let users = entries.into_iter().filter_map(|(_, user)| user.map(UserId));
        Ok(News {
            until: Bookmark { entry, kept },
            users: (!is_long).then(|| users.collect()),
        })
    }
}
