use serde_json::{Map, Value, json};
use sqlx::{Column as _, Row as _, any::AnyRow};

use crate::{AuthContext, Error, Identity, env::instant};
use database::Connection;

/// The queries of the export, by table: everything but hashes, encrypted secrets, and administrators' private notes.
/// The suffix of a column gives its type: `_at` is an instant, `_attempts` a number; `amr`, `traits` and metadata are
/// JSON.
const TABLES: [(&str, &str); 10] = [
    (
        "user",
        "SELECT id, role, first_name, last_name, external_id, new_email, public_metadata, unsafe_metadata, password_changed_at, \
         invited_at, confirmation_sent_at, recovery_sent_at, email_change_sent_at, reauthentication_sent_at, last_sign_in_at, \
         banned_until AS banned_until_at, created_at, updated_at FROM users WHERE id = $1",
    ),
    (
        "email_addresses",
        "SELECT id, address, verified_at, created_at FROM email_addresses WHERE user_id = $1 ORDER BY created_at, id",
    ),
    (
        "identities",
        "SELECT id, provider, issuer, subject, email, last_sign_in_at, created_at, updated_at FROM identities WHERE user_id = $1 ORDER BY created_at, id",
    ),
    (
        "sessions",
        "SELECT id, aal, amr, address, user_agent, last_active_at, refreshed_at, expire_at, ended_at, end_reason, created_at \
         FROM sessions WHERE user_id = $1 ORDER BY created_at, id",
    ),
    (
        "factors",
        "SELECT id, kind, friendly_name, verified_at, last_challenged_at, created_at, updated_at FROM factors WHERE user_id = $1 ORDER BY created_at, id",
    ),
    (
        "backup_codes",
        "SELECT used_at FROM backup_codes WHERE user_id = $1 ORDER BY used_at, code_hash",
    ),
    (
        "mailed_codes",
        "SELECT purpose, target, redirect_to, sent_at, expire_at, used_at FROM one_time_codes WHERE user_id = $1 ORDER BY sent_at, purpose",
    ),
    (
        "auth_codes",
        "SELECT method, expire_at FROM auth_codes WHERE user_id = $1 ORDER BY expire_at, code_hash",
    ),
    (
        "waiting_mails",
        "SELECT recipient, subject, created_at, attempts AS failed_attempts, refused_at, reason FROM mails \
         WHERE LOWER(recipient) IN (SELECT address_lower FROM email_addresses WHERE user_id = $1) \
         OR LOWER(recipient) IN (SELECT LOWER(email) FROM identities WHERE user_id = $1) \
         OR LOWER(recipient) IN (SELECT target FROM one_time_codes WHERE user_id = $1) \
         OR recipient IN (SELECT new_email FROM users WHERE id = $1) ORDER BY created_at, id",
    ),
    (
        "audit_events",
        "SELECT id, at AS happened_at, action, actor_kind, session_id, request_id, address, user_agent, traits \
         FROM audit_events WHERE subject_id = $1 ORDER BY sequence",
    ),
];

impl Identity {
    /// Exports all data about the user, without secrets: a JSON object of tables.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn export(&self, auth: &AuthContext) -> Result<Map<String, Value>, Error> {
        let mut connection = self.database.pool().acquire().await?;
        let now = instant(self.env.now());
        let mut export = Map::from_iter([("exported_at".to_owned(), json!(now))]);
        for (name, query) in TABLES {
            let rows = rows_of(&mut connection, query, &auth.user.0).await?;
            export.insert(name.to_owned(), rows.into());
        }
        // There is one of them.
        if let Some(user) = export["user"].get_mut(0).map(Value::take) {
            export.insert("user".to_owned(), user);
        }
        Ok(export)
    }
}

async fn rows_of(
    connection: &mut Connection,
    query: &'static str,
    user: &str,
) -> Result<Vec<Value>, Error> {
    let rows = sqlx::query(query).bind(user).fetch_all(connection).await?;
    rows.iter().map(told).collect()
}

fn told(row: &AnyRow) -> Result<Value, Error> {
    let mut fields = Map::new();
    for column in row.columns() {
        let (name, at) = (column.name(), column.ordinal());
        let value = if name.ends_with("_at") {
            json!(row.try_get::<Option<i64>, _>(at)?.map(instant))
        } else if name.ends_with("_attempts") {
            json!(row.try_get::<i64, _>(at)?)
        } else {
            match row.try_get::<Option<String>, _>(at)? {
                Some(text) if is_json(name) => {
                    serde_json::from_str(&text).map_err(|_| Error::Unreadable("metadata"))?
                }
                text => json!(text),
            }
        };
        fields.insert(name.to_owned(), value);
    }
    Ok(Value::Object(fields))
}

fn is_json(column: &str) -> bool {
    column.ends_with("metadata") || ["amr", "traits"].contains(&column)
}
