//! `sessions`: sign-ins of browsers and of API clients, until they end.

use database::{Connection, Pool};

use super::{
    session_activities::{ActivityRow, activity_columns, latest_activity},
    statements, time_zones,
};
use crate::{
    Aal, AuthContext, Email, Error, SessionId, SignInMethod, User, UserId,
    model::session::ActiveSession,
};

/// The condition that a session is alive at the time in this parameter: not ended, neither idle nor expired.
macro_rules! alive {
    ($now:literal) => {
        concat!(
            "sessions.ended_at IS NULL AND sessions.abandon_at > ",
            $now,
            " AND sessions.expire_at > ",
            $now
        )
    };
}

/// The condition that the session's user may use it at the time in this parameter: neither deleted nor banned.
macro_rules! user_is_admitted {
    ($now:literal) => {
        concat!(
            "users.deleted_at IS NULL AND (users.banned_until IS NULL OR users.banned_until <= ",
            $now,
            ")"
        )
    };
}

/// The condition that the session's user has a second factor: an app, or a phone number to which codes are texted.
macro_rules! user_has_factor {
    () => {
        "(EXISTS (SELECT 1 FROM factors WHERE factors.user_id = users.id AND factors.verified_at IS NOT NULL) \
         OR EXISTS (SELECT 1 FROM phone_numbers WHERE phone_numbers.user_id = users.id \
         AND phone_numbers.reserved_for_second_factor = 1 AND phone_numbers.verified_at IS NOT NULL))"
    };
}

pub mod api_clients;
pub mod browsers;
pub mod ends;
pub mod old_sessions;
pub mod open_sessions;
pub mod token_subjects;
pub mod user_sessions;

statements! {
    FIND_ACTIVE = concat!(
        "SELECT sessions.id, sessions.user_id, identities.email, users.first_name, users.last_name, users.external_id, users.time_zone, users.locale, \
         sessions.aal, sessions.amr, sessions.last_active_at \
         FROM sessions JOIN users ON users.id = sessions.user_id JOIN identities ON identities.id = sessions.identity_id \
         WHERE sessions.token_hash = $1 AND ", alive!("$2"), " AND ", user_is_admitted!("$2"),
        " AND (sessions.aal = 'aal2' OR NOT ", user_has_factor!(), ")"
    );
    IS_ALIVE = concat!("SELECT sessions.id FROM sessions WHERE sessions.id = $1 AND ", alive!("$2"));
    KEEP_ACTIVE = "UPDATE sessions SET last_active_at = $1, abandon_at = $2 WHERE id = $3 AND ended_at IS NULL";
    LIST = concat!(
        "SELECT sessions.id, sessions.last_active_at, sessions.created_at, sessions.expire_at, ", activity_columns!(),
        " FROM sessions ", latest_activity!(),
        " WHERE sessions.user_id = $1 AND ", alive!("$2"), " ORDER BY sessions.last_active_at DESC, sessions.id"
    );
    LIST_IDS = concat!("SELECT id FROM sessions WHERE user_id = $1 AND ", alive!("$2"));
    RAISE = "UPDATE sessions SET aal = $1, amr = $2 WHERE id = $3 AND ended_at IS NULL";
    LOWER = "UPDATE sessions SET aal = 'aal1' WHERE user_id = $1";
    DELETE_OF_USER = "DELETE FROM sessions WHERE user_id = $1";
}

#[derive(sqlx::FromRow)]
struct ActiveRow {
    id: String,
    user_id: String,
    email: String,
    first_name: String,
    last_name: String,
    external_id: Option<String>,
    time_zone: Option<String>,
    locale: Option<String>,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
    last_active_at: i64,
}

/// The active browser session of the token with this hash, and when it was last used. Its user has shown their second factor in it, if
/// they have one.
pub async fn find_active(
    pool: &Pool,
    token_hash: &str,
    now: i64,
) -> Result<Option<(ActiveSession, i64)>, sqlx::Error> {
    let row: Option<ActiveRow> = sqlx::query_as(FIND_ACTIVE)
        .bind(token_hash)
        .bind(now)
        .fetch_optional(pool)
        .await?;
    Ok(row.and_then(ActiveRow::into_session))
}

/// Whether the session is alive.
pub async fn is_alive(pool: &Pool, session: &SessionId, now: i64) -> Result<bool, sqlx::Error> {
    let alive: Option<String> = sqlx::query_scalar(IS_ALIVE)
        .bind(session.as_str())
        .bind(now)
        .fetch_optional(pool)
        .await?;
    Ok(alive.is_some())
}

/// Extends the idle timeout of a session that was used.
pub async fn keep_active(
    connection: &mut Connection,
    session: &SessionId,
    now: i64,
    abandon_at: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(KEEP_ACTIVE)
        .bind(now)
        .bind(abandon_at)
        .bind(session.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// A session as its user sees it.
#[derive(sqlx::FromRow)]
pub struct ListedRow {
    pub id: String,
    #[sqlx(flatten)]
    pub activity: ActivityRow,
    pub last_active_at: i64,
    pub created_at: i64,
    pub expire_at: i64,
}

/// The user's sessions that are alive, the most recently used first.
pub async fn list(pool: &Pool, user: &UserId, now: i64) -> Result<Vec<ListedRow>, sqlx::Error> {
    sqlx::query_as(LIST)
        .bind(user.as_str())
        .bind(now)
        .fetch_all(pool)
        .await
}

/// The identifiers of the user's sessions that are alive.
pub async fn list_ids(
    connection: &mut Connection,
    user: &UserId,
    now: i64,
) -> Result<Vec<SessionId>, sqlx::Error> {
    let ids: Vec<String> = sqlx::query_scalar(LIST_IDS)
        .bind(user.as_str())
        .bind(now)
        .fetch_all(connection)
        .await?;
    Ok(ids.into_iter().map(SessionId).collect())
}

/// Raises a session to this assurance level, with these authentication methods. Returns whether it has not ended.
pub async fn raise(connection: &mut Connection, auth: &AuthContext) -> Result<bool, sqlx::Error> {
    let raised = sqlx::query(RAISE)
        .bind(auth.aal.as_str())
        .bind(encode_amr(&auth.amr))
        .bind(auth.session.as_str())
        .execute(connection)
        .await?;
    Ok(raised.rows_affected() > 0)
}

/// Returns the user's sessions to the first assurance level.
pub async fn lower(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(LOWER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the user's sessions, which have ended.
pub async fn delete_of_user(connection: &mut Connection, user: &UserId) -> Result<(), sqlx::Error> {
    sqlx::query(DELETE_OF_USER)
        .bind(user.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

impl ActiveRow {
    /// Returns `None` for a row that cannot be decoded: no version of this crate wrote it, so it is no session.
    fn into_session(self) -> Option<(ActiveSession, i64)> {
        let name = format!("{} {}", self.first_name, self.last_name)
            .trim()
            .to_owned();
        let session = ActiveSession {
            id: SessionId(self.id),
            user: User {
                id: UserId(self.user_id),
                email: Email::stored(&self.email),
                timeback_id: self.external_id,
                time_zone: time_zones::stored(self.time_zone.as_deref()),
                language: self.locale.as_deref().and_then(messages::Language::of_tag),
                name: (!name.is_empty()).then_some(name),
            },
            aal: self.aal,
            amr: decode_amr(&self.amr).ok()?,
        };
        Some((session, self.last_active_at))
    }
}

/// The user and session of a request.
#[derive(sqlx::FromRow)]
struct AuthRow {
    id: String,
    user_id: String,
    #[sqlx(try_from = "String")]
    aal: Aal,
    amr: String,
}

impl AuthRow {
    fn into_auth_context(self) -> Result<AuthContext, Error> {
        Ok(AuthContext {
            user: UserId(self.user_id),
            session: SessionId(self.id),
            aal: self.aal,
            amr: decode_amr(&self.amr)?,
        })
    }
}

fn encode_amr(amr: &[SignInMethod]) -> String {
    serde_json::to_string(amr).unwrap_or_default()
}

fn decode_amr(stored: &str) -> Result<Vec<SignInMethod>, Error> {
    serde_json::from_str(stored).map_err(|_| Error::Unreadable("a session's sign-in methods"))
}
