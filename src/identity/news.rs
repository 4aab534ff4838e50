use super::{Error, Identity, UserId};

/// So many users are named one by one; where more changed, whoever remembers something of users forgets all of it.
const NAMED: i64 = 256;

/// Whose accounts changed lately.
#[derive(Debug)]
pub struct News {
    /// How far the log was read for it: its last entry's number.
    pub head: i64,
    /// Who; `None` when it was too many to name.
    pub users: Option<Vec<UserId>>,
}

impl Identity {
    /// Whose accounts changed after entry `known` of the log, on any node: no change is kept without an entry, and
    /// entries become visible in their order.
    ///
    /// # Errors
    /// The store's.
    pub async fn news_since(&self, known: i64) -> Result<News, Error> {
        let entries: Vec<(i64, Option<String>)> = sqlx::query_as(
            "SELECT sequence, subject_id FROM audit_events WHERE sequence > $1 ORDER BY sequence DESC LIMIT $2",
        )
        .bind(known)
        .bind(NAMED)
        .fetch_all(self.database.pool())
        .await?;
        let is_long = i64::try_from(entries.len()).is_ok_and(|count| count >= NAMED);
        let head = entries.first().map_or(known, |(sequence, _)| *sequence);
        let users = entries.into_iter().filter_map(|(_, user)| user.map(UserId));
        Ok(News {
            head,
            users: (!is_long).then(|| users.collect()),
        })
    }
}
