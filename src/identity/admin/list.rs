use crate::identity::{Account, AuditEntry, Error, Identity, UserId, account};

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// How many there are on each.
    pub size: u32,
}

impl Page {
    fn limit(self) -> i64 {
        i64::from(self.size.clamp(1, 1000))
    }

    fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)).saturating_mul(self.limit())
    }
}

impl Identity {
    /// The accounts whose address contains `filter`, the newest first, and how many there are in all.
    ///
    /// # Errors
    /// The store's.
    pub async fn accounts(&self, filter: &str, page: Page) -> Result<(Vec<Account>, i64), Error> {
        let mut connection = self.database.pool().acquire().await?;
        let pattern = format!("%{}%", filter.to_lowercase().replace(['%', '_', '\\'], ""));
        let (total,): (i64,) = sqlx::query_as(
            "SELECT COUNT(*) FROM users WHERE $1 = '%%' OR id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1)",
        )
        .bind(&pattern)
        .fetch_one(&mut connection)
        .await?;
        let ids: Vec<(String,)> = sqlx::query_as(
            "SELECT id FROM users WHERE $1 = '%%' OR id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1) \
             ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
        )
        .bind(&pattern)
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(&mut connection)
        .await?;
        let mut accounts = Vec::new();
        for (id,) in ids {
            accounts.extend(account::read(&mut connection, &UserId(id)).await?);
        }
        Ok((accounts, total))
    }

    /// The log, newest first, and how many entries it has.
    ///
    /// # Errors
    /// The store's.
    pub async fn audit_entries(&self, page: Page) -> Result<(Vec<AuditEntry>, i64), Error> {
        let (total,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM audit_events")
            .fetch_one(self.database.pool())
            .await?;
        let entries = sqlx::query_as(
            "SELECT sequence, id, at, action, actor_kind, actor_id, subject_id, session_id, request_id, address, user_agent, traits, hash \
             FROM audit_events ORDER BY sequence DESC LIMIT $1 OFFSET $2",
        )
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(self.database.pool())
        .await?;
        Ok((entries, total))
    }
}
