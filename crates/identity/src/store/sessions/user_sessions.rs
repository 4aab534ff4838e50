//! Sessions as administrators see them.

use database::{Connection, Pool};
use sqlx::FromRow;

use crate::{
    SessionId, SessionStatus, UserId, UserSession,
    env::instant,
    store::{
        session_activities::{ActivityRow, activity_columns, latest_activity},
        statements,
    },
};

macro_rules! columns {
    () => {
        concat!(
            "sessions.id, sessions.user_id, sessions.last_active_at, sessions.abandon_at, sessions.expire_at, \
             sessions.ended_at, sessions.end_reason, sessions.created_at, ",
            activity_columns!()
        )
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM sessions ", latest_activity!(), " WHERE sessions.id = $1");
    LIST = concat!(
        "SELECT ", columns!(), " FROM sessions ", latest_activity!(),
        " WHERE sessions.user_id = $1 ORDER BY sessions.created_at DESC, sessions.id DESC"
    );
    LIST_ACTIVE = concat!(
        "SELECT ", columns!(), " FROM sessions ", latest_activity!(),
        " WHERE sessions.user_id = $1 AND ", alive!("$2"), " ORDER BY sessions.created_at DESC, sessions.id DESC"
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
    #[sqlx(flatten)]
    activity: ActivityRow,
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
            latest_activity: self.activity.into_activity(),
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

/// The user's sessions, whatever their status, the newest first.
pub async fn list(pool: &Pool, user: &UserId, now: i64) -> Result<Vec<UserSession>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(LIST)
        .bind(user.as_str())
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|row| row.into_session(now)).collect())
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
