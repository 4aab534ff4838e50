//! `session_activities`: from where sessions were used.

use database::Connection;

use super::statements;
use crate::{ClientInfo, Device, Place, SessionActivity, SessionId, env::instant};

/// The activities of a session that are kept.
const KEPT: i64 = 20;

/// The columns of a session's latest activity, which [`latest_activity`] joins.
macro_rules! activity_columns {
    () => {
        "activity.id AS activity_id, activity.address AS activity_address, activity.user_agent AS activity_user_agent, \
         activity.last_seen_at AS activity_seen_at"
    };
}
pub(super) use activity_columns;

/// The join of a session's latest activity.
macro_rules! latest_activity {
    () => {
        "LEFT JOIN session_activities activity ON activity.id = (SELECT latest.id FROM session_activities latest \
         WHERE latest.session_id = sessions.id ORDER BY latest.last_seen_at DESC, latest.id DESC LIMIT 1)"
    };
}
pub(super) use latest_activity;

statements! {
    RECORD = "INSERT INTO session_activities (id, session_id, address, user_agent, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $5) \
         ON CONFLICT (session_id, address, user_agent) DO UPDATE SET last_seen_at = excluded.last_seen_at RETURNING id";
    DELETE_OLDEST = "DELETE FROM session_activities WHERE session_id = $1 AND id NOT IN \
         (SELECT id FROM session_activities WHERE session_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT $2)";
}

/// The columns of a session's latest activity.
#[derive(sqlx::FromRow)]
pub struct ActivityRow {
    #[sqlx(rename = "activity_id")]
    id: Option<String>,
    #[sqlx(rename = "activity_address")]
    address: Option<String>,
    #[sqlx(rename = "activity_user_agent")]
    user_agent: Option<String>,
    #[sqlx(rename = "activity_seen_at")]
    seen_at: Option<i64>,
}

impl ActivityRow {
    /// The activity, if there is one; its place is not known here.
    pub fn into_activity(self) -> Option<SessionActivity> {
        let known = |text: Option<String>| text.filter(|text| !text.is_empty());
        let user_agent = known(self.user_agent);
        Some(SessionActivity {
            id: self.id?,
            device: user_agent.as_deref().map(Device::parse).unwrap_or_default(),
            user_agent,
            address: known(self.address),
            place: Place::default(),
            last_seen_at: instant(self.seen_at?),
        })
    }
}

/// Records that a session was used by this client. `id` is that of the row, should there be none yet. Only the latest
/// activities are kept.
pub async fn record(
    connection: &mut Connection,
    id: &str,
    session: &SessionId,
    client: &ClientInfo,
    now: i64,
) -> Result<(), sqlx::Error> {
    let recorded: String = sqlx::query_scalar(RECORD)
        .bind(id)
        .bind(session.as_str())
        .bind(client.address().unwrap_or_default())
        .bind(client.user_agent().unwrap_or_default())
        .bind(now)
        .fetch_one(&mut *connection)
        .await?;
    if recorded == id {
        sqlx::query(DELETE_OLDEST)
            .bind(session.as_str())
            .bind(KEPT)
            .execute(connection)
            .await?;
    }
    Ok(())
}
