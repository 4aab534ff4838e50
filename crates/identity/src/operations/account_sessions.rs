use jiff::Timestamp;

use crate::{
    Action, AuthContext, ClientInfo, Denied, EndReason, Error, Identity, Refusal, SessionId,
    audit::Event, env::instant,
};

/// A session in the list of its user's sessions.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The session.
    pub id: SessionId,
    /// Whether it is the current session.
    pub is_current: bool,
    /// The last `User-Agent`.
    pub user_agent: Option<String>,
    /// The last network address.
    pub address: Option<String>,
    /// When it was last used.
    pub last_active_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    user_agent: Option<String>,
    address: Option<String>,
    last_active_at: i64,
    created_at: i64,
    expire_at: i64,
}

impl Identity {
    /// The user's active sessions, in browsers and API clients, the most recently used first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn own_sessions(&self, auth: &AuthContext) -> Result<Vec<OwnSession>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, user_agent, address, last_active_at, created_at, expire_at FROM sessions \
             WHERE user_id = $1 AND ended_at IS NULL AND abandon_at > $2 AND expire_at > $2 ORDER BY last_active_at DESC, id",
        )
        .bind(&auth.user.0)
        .bind(self.env.now())
        .fetch_all(self.database.pool())
        .await?;
        let shown = |row: Row| OwnSession {
            is_current: row.id == auth.session.0,
            id: SessionId(row.id),
            user_agent: row.user_agent,
            address: row.address,
            last_active_at: instant(row.last_active_at),
            created_at: instant(row.created_at),
            expires_at: instant(row.expire_at),
        };
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Ends one of the user's sessions.
    ///
    /// # Errors
    /// Returns [`Refusal::NoSuchSession`] when the session is not the user's, or has ended.
    pub async fn end_own_session(
        &self,
        auth: &AuthContext,
        session: &str,
        client: &ClientInfo,
    ) -> Result<SessionId, Denied> {
        let mut uow = self.begin(&auth.user.lock_key()).await?;
        let now = uow.now;
        let ended: Option<(String,)> = sqlx::query_as(
            "UPDATE sessions SET ended_at = $1, end_reason = $2 WHERE id = $3 AND user_id = $4 AND ended_at IS NULL RETURNING id",
        )
        .bind(now)
        .bind(EndReason::SignedOut.as_str())
        .bind(session)
        .bind(&auth.user.0)
        .fetch_optional(uow.connection())
        .await?;
        let (id,) = ended.ok_or(Refusal::NoSuchSession)?;
        let event = Event::new(Action::SignedOut, &auth.user)
            .in_session(&auth.session)
            .with("ended", id.as_str());
        uow.commit(event, client).await?;
        Ok(SessionId(id))
    }
}
