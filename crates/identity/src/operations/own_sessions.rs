use crate::{
    AuthContext, Error, Identity, OwnSession, SessionId,
    env::instant,
    store::sessions::{self, ListedRow},
};

impl Identity {
    /// The user's active sessions, in browsers and API clients, the most recently used first.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn own_sessions(&self, auth: &AuthContext) -> Result<Vec<OwnSession>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let rows = sessions::list(pool, &auth.user, now).await?;
        let shown = |row: ListedRow| {
            let activity = row.activity.into_activity().map(|it| self.locate(it));
            OwnSession {
                is_current: row.id == auth.session.0,
                id: SessionId(row.id),
                user_agent: activity.as_ref().and_then(|it| it.user_agent.clone()),
                address: activity.as_ref().and_then(|it| it.address.clone()),
                latest_activity: activity,
                last_active_at: instant(row.last_active_at),
                created_at: instant(row.created_at),
                expires_at: instant(row.expire_at),
            }
        };
        Ok(rows.into_iter().map(shown).collect())
    }
}
