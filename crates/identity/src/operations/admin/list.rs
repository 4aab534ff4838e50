use crate::{Account, Error, Identity, UserId, model::account};

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The page number, from 1.
    pub number: u32,
    /// The page size.
    pub size: u32,
}

impl Page {
    pub(super) fn limit(self) -> i64 {
        i64::from(self.size.clamp(1, 1000))
    }

    pub(super) fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)).saturating_mul(self.limit())
    }
}

/// The order of a list of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The newest first.
    #[default]
    NewestFirst,
    /// The oldest first.
    OldestFirst,
}

/// The condition for accounts whose address contains a text; an empty text means all.
const CHOSEN: &str = "$1 = '%%' OR id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1 ESCAPE '\\' OR LOWER(address) LIKE $1 ESCAPE '\\')";

impl Identity {
    /// The accounts whose address contains `filter`, in this order, and their total number.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn accounts(
        &self,
        filter: &str,
        order: Order,
        page: Page,
    ) -> Result<(Vec<Account>, i64), Error> {
        let mut connection = self.database.pool().acquire().await?;
        let pattern = containing(&filter.to_lowercase());
        let count = format!("SELECT COUNT(*) FROM users WHERE {CHOSEN}");
        let (total,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(count))
            .bind(&pattern)
            .fetch_one(&mut connection)
            .await?;
        let order = match order {
            Order::NewestFirst => "created_at DESC, id DESC",
            Order::OldestFirst => "created_at, id",
        };
        let query =
            format!("SELECT id FROM users WHERE {CHOSEN} ORDER BY {order} LIMIT $2 OFFSET $3");
        let ids: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(query))
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
}

/// The pattern of `LIKE … ESCAPE '\\'` for text that contains this, literally.
pub(super) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_text_that_is_looked_for_has_no_wildcards() {
        assert_eq!(containing(""), "%%");
        assert_eq!(containing(r"50%_\o"), r"%50\%\_\\o%");
    }
}
