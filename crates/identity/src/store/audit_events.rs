//! `audit_events`: the audit log, a chain of hashes that is only appended to.

use database::{Connection, Pool};
use sqlx::{AssertSqlSafe, FromRow, Row as _, any::AnyRow};

use super::{like::containing, statements};
use crate::{
    Action, UserId,
    model::{audit_entry::AuditEntry, audit_filter::AuditFilter, page::Page},
};

macro_rules! columns {
    () => {
        "sequence, id, at, action, actor_kind, actor_id, subject_id, session_id, request_id, address, user_agent, traits, hash"
    };
}

statements! {
    CREATE = concat!("INSERT INTO audit_events (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
    FIND_LAST = "SELECT sequence, hash FROM audit_events ORDER BY sequence DESC LIMIT 1";
    LIST_ALL = concat!("SELECT ", columns!(), " FROM audit_events ORDER BY sequence");
    LIST_SUBJECTS = "SELECT sequence, subject_id FROM audit_events WHERE sequence > $1 ORDER BY sequence DESC LIMIT $2";
}

/// The condition for actors. The log contains no addresses or names: they are looked up.
const AUTHOR: &str = "actor_id LIKE $1 ESCAPE '\\' \
    OR actor_id IN (SELECT user_id FROM email_addresses WHERE address_lower LIKE $1 ESCAPE '\\') \
    OR actor_id IN (SELECT user_id FROM identities WHERE LOWER(email) LIKE $1 ESCAPE '\\') \
    OR actor_id IN (SELECT id FROM users WHERE LOWER(first_name || ' ' || last_name) LIKE $1 ESCAPE '\\')";

impl FromRow<'_, AnyRow> for AuditEntry {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            sequence: row.try_get("sequence")?,
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            action: row.try_get("action")?,
            actor_kind: row.try_get("actor_kind")?,
            actor_id: row.try_get("actor_id")?,
            subject_id: row.try_get("subject_id")?,
            session_id: row.try_get("session_id")?,
            request_id: row.try_get("request_id")?,
            address: row.try_get("address")?,
            user_agent: row.try_get("user_agent")?,
            traits: row.try_get("traits")?,
            hash: row.try_get("hash")?,
        })
    }
}

/// Appends an entry.
pub async fn create(connection: &mut Connection, entry: AuditEntry) -> Result<(), sqlx::Error> {
    sqlx::query(CREATE)
        .bind(entry.sequence)
        .bind(entry.id)
        .bind(entry.at)
        .bind(entry.action)
        .bind(entry.actor_kind)
        .bind(entry.actor_id)
        .bind(entry.subject_id)
        .bind(entry.session_id)
        .bind(entry.request_id)
        .bind(entry.address)
        .bind(entry.user_agent)
        .bind(entry.traits)
        .bind(entry.hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// The number and the hash of the last entry.
pub async fn find_last(connection: &mut Connection) -> Result<Option<(i64, String)>, sqlx::Error> {
    sqlx::query_as(FIND_LAST).fetch_optional(connection).await
}

/// All entries, the oldest first.
pub async fn list_all(pool: &Pool) -> Result<Vec<AuditEntry>, sqlx::Error> {
    sqlx::query_as(LIST_ALL).fetch_all(pool).await
}

/// The numbers and the users of the entries after `sequence`, the newest first, at most `limit`.
pub async fn list_subjects(
    pool: &Pool,
    sequence: i64,
    limit: i64,
) -> Result<Vec<(i64, Option<UserId>)>, sqlx::Error> {
    let rows: Vec<(i64, Option<String>)> = sqlx::query_as(LIST_SUBJECTS)
        .bind(sequence)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(entry, user)| (entry, user.map(UserId)))
        .collect())
}

/// The number of entries that match.
pub async fn count(pool: &Pool, filter: &AuditFilter) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(AssertSqlSafe(count_statement(filter)))
        .bind(pattern(filter))
        .fetch_one(pool)
        .await
}

/// A page of the entries that match, the newest first.
pub async fn list(
    pool: &Pool,
    filter: &AuditFilter,
    page: Page,
) -> Result<Vec<AuditEntry>, sqlx::Error> {
    sqlx::query_as(AssertSqlSafe(list_statement(filter)))
        .bind(pattern(filter))
        .bind(page.limit())
        .bind(page.offset())
        .fetch_all(pool)
        .await
}

/// The statements that are assembled, in all their variants, each with its name.
#[cfg(test)]
pub fn assembled() -> Vec<(String, String)> {
    let text = || "log".to_owned();
    let filters = [
        ("everything", AuditFilter::Everything),
        ("by author", AuditFilter::Author(text())),
        ("by action", AuditFilter::Action(text())),
        ("by type", AuditFilter::Type("team".to_owned())),
        (
            "by unknown type",
            AuditFilter::Type("no such group".to_owned()),
        ),
    ];
    let statements = filters.iter().flat_map(|(name, filter)| {
        [
            (
                format!("audit_events::count {name}"),
                count_statement(filter),
            ),
            (format!("audit_events::list {name}"), list_statement(filter)),
        ]
    });
    statements.collect()
}

fn count_statement(filter: &AuditFilter) -> String {
    format!(
        "SELECT COUNT(*) FROM audit_events WHERE {}",
        condition(filter)
    )
}

fn list_statement(filter: &AuditFilter) -> String {
    format!(
        "SELECT {} FROM audit_events WHERE {} ORDER BY sequence DESC LIMIT $2 OFFSET $3",
        columns!(),
        condition(filter),
    )
}

/// The condition of a filter, in which `$1` is its pattern.
fn condition(filter: &AuditFilter) -> String {
    match filter {
        // PostgreSQL has to be told of each parameter.
        AuditFilter::Everything => "$1 = '%%'".to_owned(),
        AuditFilter::Author(_) => AUTHOR.to_owned(),
        AuditFilter::Action(_) => "action LIKE $1 ESCAPE '\\'".to_owned(),
        AuditFilter::Type(text) => {
            let of_type = Action::ALL
                .iter()
                .filter(|it| it.log_type().contains(text.as_str()));
            let names: Vec<_> = of_type.map(|it| format!("'{}'", it.as_str())).collect();
            if names.is_empty() {
                "$1 = '%%' AND 1 = 0".to_owned()
            } else {
                format!("$1 = '%%' AND action IN ({})", names.join(", "))
            }
        }
    }
}

/// The pattern of a filter.
fn pattern(filter: &AuditFilter) -> String {
    match filter {
        AuditFilter::Author(text) | AuditFilter::Action(text) => containing(text),
        AuditFilter::Everything | AuditFilter::Type(_) => containing(""),
    }
}
