//! Sessions as administrators see them.

use database::{Connection, Pool};
use sqlx::FromRow;

use crate::{SessionId, SessionStatus, UserId, UserSession, env::instant, store::statements};

macro_rules! columns {
    () => {
        "id, user_id, last_active_at, abandon_at, expire_at, ended_at, end_reason, created_at"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM sessions WHERE id = $1");
    LIST_ACTIVE = concat!(
        "SELECT ", columns!(), " FROM sessions WHERE user_id = $1 AND ", alive!("$2"), " ORDER BY created_at DESC, id DESC"
    );
}

#[derive(FromRow)]
struct Row {
    id: String,
    user_id: String,
    last_active_at: i64,
    abandon_at: i64,
    expire_at: i64,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    created_at: i64,
}

impl Row {
    fn into_session(self, now: i64) -> UserSession {
        let status = if self.ended_at.is_some() {
            SessionStatus::of_ended(self.end_reason.as_deref())
        } else {
            SessionStatus::of_unended(self.expire_at, self.abandon_at, now)
        };
        UserSession {
            id: SessionId(self.id),
            user: UserId(self.user_id),
            status,
            last_active_at: instant(self.last_active_at),
            expire_at: instant(self.expire_at),
            abandon_at: instant(self.abandon_at),
            created_at: instant(self.created_at),
            updated_at: instant(self.ended_at.unwrap_or(self.last_active_at)),
        }
    }
}

/// The session, whatever its status.
pub async fn find(
    connection: &mut Connection,
    session: &SessionId,
    now: i64,
) -> Result<Option<UserSession>, sqlx::Error> {
    let row: Option<Row> = sqlx::query_as(FIND)
        .bind(session.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.into_session(now)))
}

/// The user's active sessions, the newest first.
pub async fn list_active(
    pool: &Pool,
    user: &UserId,
    now: i64,
) -> Result<Vec<UserSession>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(LIST_ACTIVE)
        .bind(user.as_str())
        .bind(now)
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|row| row.into_session(now)).collect())
}
