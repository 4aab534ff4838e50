//! The export of all data about a user, by table: everything but hashes, encrypted secrets, and administrators' private
//! notes.

use database::Connection;
use serde_json::{Map, Value, json};
use sqlx::{Column as _, Row as _, any::AnyRow};

use super::{mails::is_to_user, statements};
use crate::{Error, UserId, env::instant};

// The suffix of a column gives its type: `_at` is an instant, `_attempts` a number; `_factor`, `amr`, `traits` and metadata are JSON.
statements! {
    USER = "SELECT id, role, first_name, last_name, username, locale, time_zone, external_id, new_email, public_metadata, unsafe_metadata, password_changed_at, \
        invited_at, confirmation_sent_at, recovery_sent_at, email_change_sent_at, reauthentication_sent_at, last_sign_in_at, \
        banned_until AS banned_until_at, failed_attempts, locked_until AS locked_until_at, created_at, updated_at FROM users WHERE id = $1";
    PICTURE = "SELECT images.id, images.content_type, images.large AS base64, images.object, images.created_at \
        FROM images JOIN users ON users.picture_id = images.id WHERE users.id = $1";
    EMAIL_ADDRESSES = "SELECT id, address, verified_at, created_at FROM email_addresses WHERE user_id = $1 ORDER BY created_at, id";
    PHONE_NUMBERS = "SELECT id, e164, verified_at, CASE WHEN reserved_for_second_factor = 1 THEN 'true' ELSE 'false' END AS reserved_for_second_factor, \
        CASE WHEN default_second_factor = 1 THEN 'true' ELSE 'false' END AS default_second_factor, created_at, updated_at \
        FROM phone_numbers WHERE user_id = $1 ORDER BY created_at, id";
    IDENTITIES = "SELECT id, provider, issuer, subject, email, last_sign_in_at, created_at, updated_at FROM identities WHERE user_id = $1 ORDER BY created_at, id";
    EXTERNAL_ACCOUNTS = "SELECT id, provider, issuer, subject, status, approved_scopes, email, first_name, last_name, username, picture_url, \
        last_sign_in_at, created_at, updated_at FROM external_accounts WHERE user_id = $1 ORDER BY created_at, id";
    SESSIONS = "SELECT id, aal, amr, address, user_agent, last_active_at, refreshed_at, expire_at, ended_at, end_reason, created_at \
        FROM sessions WHERE user_id = $1 ORDER BY created_at, id";
    SESSION_ACTIVITIES = "SELECT session_activities.id, session_activities.session_id, session_activities.address, session_activities.user_agent, \
        session_activities.first_seen_at, session_activities.last_seen_at FROM session_activities \
        JOIN sessions ON sessions.id = session_activities.session_id WHERE sessions.user_id = $1 \
        ORDER BY session_activities.first_seen_at, session_activities.id";
    FACTORS = "SELECT id, kind, friendly_name, verified_at, last_challenged_at, created_at, updated_at FROM factors WHERE user_id = $1 ORDER BY created_at, id";
    BACKUP_CODES = "SELECT used_at FROM backup_codes WHERE user_id = $1 ORDER BY used_at, code_hash";
    MAILED_CODES = "SELECT purpose, target, redirect_to, sent_at, expire_at, used_at FROM one_time_codes WHERE user_id = $1 ORDER BY sent_at, purpose";
    AUTH_CODES = "SELECT method, expire_at FROM auth_codes WHERE user_id = $1 ORDER BY expire_at, code_hash";
    WAITING_MAILS = concat!(
        "SELECT channel, recipient, subject, created_at, attempts AS failed_attempts, refused_at, reason FROM mails WHERE ",
        is_to_user!(), " ORDER BY created_at, id"
    );
    AUDIT_EVENTS = "SELECT id, at AS happened_at, action, actor_kind, session_id, request_id, address, user_agent, traits \
        FROM audit_events WHERE subject_id = $1 ORDER BY sequence";
}

/// The tables of the export.
const TABLES: [(&str, &str); 14] = [
    ("user", USER),
    ("picture", PICTURE),
    ("email_addresses", EMAIL_ADDRESSES),
    ("phone_numbers", PHONE_NUMBERS),
    ("identities", IDENTITIES),
    ("external_accounts", EXTERNAL_ACCOUNTS),
    ("sessions", SESSIONS),
    ("session_activities", SESSION_ACTIVITIES),
    ("factors", FACTORS),
    ("backup_codes", BACKUP_CODES),
    ("mailed_codes", MAILED_CODES),
    ("auth_codes", AUTH_CODES),
    ("waiting_mails", WAITING_MAILS),
    ("audit_events", AUDIT_EVENTS),
];

/// Reads the rows about a user, as JSON objects, by table.
pub async fn read(connection: &mut Connection, user: &UserId) -> Result<Map<String, Value>, Error> {
    let mut export = Map::new();
    for (table, statement) in TABLES {
        let rows = sqlx::query(statement)
            .bind(user.as_str())
            .fetch_all(&mut *connection)
            .await?;
        let rows: Vec<Value> = rows.iter().map(object).collect::<Result<_, _>>()?;
        export.insert(table.to_owned(), rows.into());
    }
    Ok(export)
}

fn object(row: &AnyRow) -> Result<Value, Error> {
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
    column.ends_with("metadata")
        || column.ends_with("_factor")
        || ["amr", "traits"].contains(&column)
}
