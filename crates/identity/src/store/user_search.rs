//! `users`, searched by administrators. The statements are assembled from the filters that are given, so that each can
//! use its index.

use database::Connection;
use sqlx::AssertSqlSafe;

use super::like::containing;
use crate::{Email, UserId, UserOrder, UserQuery, UserSort};

/// The condition of a search, and the values of its parameters, of which `$1` is the first.
struct Filter {
    condition: String,
    values: Vec<String>,
}

impl Filter {
    fn new(query: &UserQuery) -> Self {
        let mut filter = Self {
            condition: "users.deleted_at IS NULL".to_owned(),
            values: Vec::new(),
        };
        let keys = query.email_addresses.iter().map(|it| key(it)).collect();
        filter.require(keys, |list| {
            let list = list.join(", ");
            format!(
                "users.id IN (SELECT email_addresses.user_id FROM email_addresses \
                 JOIN users AS owners ON owners.id = email_addresses.user_id \
                 WHERE email_addresses.address_lower IN ({list}) \
                 AND (email_addresses.verified_at IS NOT NULL OR owners.primary_email_id = email_addresses.id) \
                 UNION SELECT user_id FROM identities WHERE LOWER(email) IN ({list}))"
            )
        });
        filter.require(query.phone_numbers.clone(), |list| {
            let list = list.join(", ");
            format!("users.id IN (SELECT user_id FROM phone_numbers WHERE e164 IN ({list}))")
        });
        let usernames = query.usernames.iter().map(|it| it.to_lowercase()).collect();
        for (column, values) in [
            ("users.username", usernames),
            ("users.id", query.ids.clone()),
            ("users.external_id", query.external_ids.clone()),
        ] {
            filter.require(values, |list| format!("{column} IN ({})", list.join(", ")));
        }
        if let Some(text) = &query.text {
            // SQLite's `LOWER` leaves letters outside ASCII as they are: a name is also found as it is written.
            let patterns = vec![containing(&text.to_lowercase()), containing(text)];
            filter.require(patterns, |patterns| contains(&patterns[0], &patterns[1]));
        }
        filter
    }

    /// Adds a condition on these values, unless there are none. It is made of the names of their parameters.
    fn require(&mut self, values: Vec<String>, condition: impl FnOnce(&[String]) -> String) {
        if values.is_empty() {
            return;
        }
        let before = self.values.len();
        let names = (1..=values.len()).map(|at| format!("${}", before + at));
        let names: Vec<_> = names.collect();
        self.condition = format!("{} AND ({})", self.condition, condition(&names));
        self.values.extend(values);
    }

    fn count_statement(&self) -> String {
        format!("SELECT COUNT(*) FROM users WHERE {}", self.condition)
    }

    fn list_statement(&self, sort: UserSort) -> String {
        let (condition, used) = (&self.condition, self.values.len());
        let (column, limit, offset) = (column(sort.by), used + 1, used + 2);
        let direction = if sort.is_descending { "DESC" } else { "ASC" };
        format!(
            "SELECT users.id FROM users WHERE {condition} \
             ORDER BY {column} {direction}, users.id {direction} LIMIT ${limit} OFFSET ${offset}"
        )
    }
}

/// The lookup key of an address that is looked for.
fn key(address: &str) -> String {
    Email::presented(address).map_or_else(|_| address.to_lowercase(), |email| email.lower())
}

/// The condition that something of the user matches a pattern, of which one is in lower case.
fn contains(lower: &str, written: &str) -> String {
    format!(
        "users.id LIKE {lower} ESCAPE '\\' OR users.username LIKE {lower} ESCAPE '\\' \
         OR LOWER(users.first_name || ' ' || users.last_name) LIKE {lower} ESCAPE '\\' \
         OR (users.first_name || ' ' || users.last_name) LIKE {written} ESCAPE '\\' \
         OR users.id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE {lower} ESCAPE '\\' \
         OR LOWER(address) LIKE {lower} ESCAPE '\\') \
         OR users.id IN (SELECT user_id FROM identities WHERE LOWER(email) LIKE {lower} ESCAPE '\\') \
         OR users.id IN (SELECT user_id FROM phone_numbers WHERE e164 LIKE {written} ESCAPE '\\')"
    )
}

/// What to sort by. The engines sort NULL to different ends, so there is none.
fn column(order: UserOrder) -> &'static str {
    match order {
        UserOrder::CreatedAt => "users.created_at",
        UserOrder::UpdatedAt => "users.updated_at",
        UserOrder::LastSignInAt => "COALESCE(users.last_sign_in_at, 0)",
        UserOrder::LastActiveAt => {
            "COALESCE((SELECT MAX(sessions.last_active_at) FROM sessions WHERE sessions.user_id = users.id), \
             users.last_sign_in_at, 0)"
        }
        UserOrder::Email => {
            "COALESCE((SELECT address_lower FROM email_addresses WHERE email_addresses.id = users.primary_email_id), \
             (SELECT LOWER(identities.email) FROM identities WHERE identities.user_id = users.id \
             ORDER BY identities.created_at, identities.id LIMIT 1), '')"
        }
        UserOrder::FirstName => "LOWER(users.first_name)",
        UserOrder::LastName => "LOWER(users.last_name)",
        UserOrder::Username => "COALESCE(users.username, '')",
    }
}

/// The number of users who match.
pub async fn count(connection: &mut Connection, query: &UserQuery) -> Result<i64, sqlx::Error> {
    let filter = Filter::new(query);
    let mut statement = sqlx::query_scalar(AssertSqlSafe(filter.count_statement()));
    for value in filter.values {
        statement = statement.bind(value);
    }
    statement.fetch_one(connection).await
}

/// The users who match, sorted, at most `limit` from `offset` on.
pub async fn list(
    connection: &mut Connection,
    query: &UserQuery,
    sort: UserSort,
    limit: i64,
    offset: i64,
) -> Result<Vec<UserId>, sqlx::Error> {
    let filter = Filter::new(query);
    let mut statement = sqlx::query_scalar(AssertSqlSafe(filter.list_statement(sort)));
    for value in filter.values {
        statement = statement.bind(value);
    }
    let ids: Vec<String> = statement
        .bind(limit)
        .bind(offset)
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// The statements, each with its name: in each order, and with no filter, with each and with all.
#[cfg(test)]
pub fn assembled() -> Vec<(String, String)> {
    let filters = [
        "all users",
        "by address",
        "by username",
        "by id",
        "by external id",
        "by text",
        "by phone number",
        "by everything",
    ];
    let orders = [
        UserOrder::CreatedAt,
        UserOrder::UpdatedAt,
        UserOrder::LastSignInAt,
        UserOrder::LastActiveAt,
        UserOrder::Email,
        UserOrder::FirstName,
        UserOrder::LastName,
        UserOrder::Username,
    ];
    let mut statements = Vec::new();
    for name in filters {
        let filter = Filter::new(&example(name));
        let count = format!("user_search::count {name}");
        statements.push((count, filter.count_statement()));
        for by in orders {
            for is_descending in [false, true] {
                let list = format!("user_search::list {name} in the order of {by:?}");
                statements.push((list, filter.list_statement(UserSort { by, is_descending })));
            }
        }
    }
    statements
}

/// The query of this name.
#[cfg(test)]
fn example(name: &str) -> UserQuery {
    let list = |filter: &str| {
        let values: &[&str] = if [filter, "by everything"].contains(&name) {
            &["a", "b"]
        } else {
            &[]
        };
        values.iter().map(ToString::to_string).collect()
    };
    let mut text: Vec<String> = list("by text");
    UserQuery {
        email_addresses: list("by address"),
        usernames: list("by username"),
        ids: list("by id"),
        external_ids: list("by external id"),
        phone_numbers: list("by phone number"),
        text: text.pop(),
    }
}
