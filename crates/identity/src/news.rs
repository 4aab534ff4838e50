use super::{Error, Identity, UserId};
use database::Stamp;

/// So many users are named one by one; where more changed, whoever remembers something of users forgets all of it.
const NAMED: i64 = 256;

/// How far somebody has followed the log; by default not at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bookmark {
    /// The number of the last entry read.
    pub entry: i64,
    stamp: Option<Stamp>,
}

/// Whose accounts changed lately.
#[derive(Debug)]
pub struct News {
    /// How far the log was read for it.
    pub until: Bookmark,
    /// Who; `None` when it was too many to name.
    pub users: Option<Vec<UserId>>,
}

impl Identity {
    /// Whether anything may have changed since. Costs next to nothing where the database can tell by its looks; else only
    /// [`news_since`](Self::news_since) knows.
    pub fn may_have_news(&self, since: &Bookmark) -> bool {
        let stamp = self.database.stamp();
        stamp.is_none() || stamp != since.stamp
    }

    /// Whose accounts changed since, on any node: no change is kept without an entry, and entries become visible in their
    /// order.
    ///
    /// # Errors
    /// The store's.
    pub async fn news_since(&self, since: Bookmark) -> Result<News, Error> {
        let stamp = self.database.stamp();
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
            until: Bookmark { entry, stamp },
            users: (!is_long).then(|| users.collect()),
        })
    }
}
