//! Rows of several users, found by one statement.

use std::{borrow::Cow, collections::HashMap};

use database::Connection;
use sqlx::{AssertSqlSafe, FromRow, Row as _, any::AnyRow};

use crate::UserId;

/// The condition on users in a statement, which has it once. As it stands, it is on one user.
const OF_ONE: &str = "IN ($1)";

/// Rows by their users, those of each user in the order of the statement.
pub struct RowsByUser<T>(HashMap<String, Vec<T>>);

impl<T> RowsByUser<T> {
    /// Whether there are any rows.
    pub fn has_rows(&self) -> bool {
        !self.0.is_empty()
    }

    /// Takes the rows of this user.
    pub fn take(&mut self, user: &UserId) -> Vec<T> {
        self.0.remove(user.as_str()).unwrap_or_default()
    }

    /// Takes the one row of this user.
    pub fn take_one(&mut self, user: &UserId) -> Option<T> {
        self.take(user).pop()
    }
}

/// The rows that this statement finds for these users. They have the user in `user_id`.
pub async fn list<T>(
    connection: &mut Connection,
    statement: &str,
    users: &[UserId],
) -> Result<RowsByUser<T>, sqlx::Error>
where
    T: for<'r> FromRow<'r, AnyRow>,
{
    let mut found: HashMap<String, Vec<T>> = HashMap::new();
    let Some(last) = users.last() else {
        return Ok(RowsByUser(found));
    };
    let count = users.len().next_power_of_two();
    let statement = of_many(statement, count).into_owned();
    let mut query = sqlx::query(AssertSqlSafe(statement));
    let users = users.iter().chain(std::iter::repeat(last));
    for user in users.take(count) {
        query = query.bind(user.as_str());
    }
    for row in query.fetch_all(connection).await? {
        let user: String = row.try_get("user_id")?;
        found.entry(user).or_default().push(T::from_row(&row)?);
    }
    Ok(RowsByUser(found))
}

/// The statement for this many users. It is rounded up to a power of two, for which the last user is repeated: so a
/// connection keeps few prepared statements, however many users a page has.
pub fn of_many(statement: &str, count: usize) -> Cow<'_, str> {
    if count == 1 {
        return Cow::Borrowed(statement);
    }
    let names: Vec<_> = (1..=count).map(|at| format!("${at}")).collect();
    Cow::Owned(statement.replace(OF_ONE, &format!("IN ({})", names.join(", "))))
}
