use std::{sync::Arc, time::Duration};

use display_error_chain::DisplayErrorChain;

use crate::{
    ActiveSession, ClientInfo, Error, IDLE_LIFETIME, Identity, SessionId, Token,
    env::micros,
    store::{session_activities, sessions},
};

/// The resolution of a session's last activity, so that reading a page does not cost a write.
const ACTIVITY_RESOLUTION: Duration = Duration::from_mins(1);

impl Identity {
    /// Finds the active session of this token: not ended, neither idle nor expired, of a user who is neither banned nor
    /// deleted, and who has shown their second factor in it, if they have one. Extends its idle timeout, and
    /// records that this client used it.
    ///
    /// A session that this process has found within the last second is not looked up again, unless an operation has
    /// written something since, here or in a process that [says so](Self::forget_recent_sessions).
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_session(
        &self,
        token: &Token,
        client: &ClientInfo,
    ) -> Result<Option<Arc<ActiveSession>>, Error> {
        let now = self.env.now();
        let look_up =
            async |token_hash: String| self.look_up_session(&token_hash, now, client).await;
        self.recent_sessions.find(token, now, look_up).await
    }

    async fn look_up_session(
        &self,
        token_hash: &str,
        now: i64,
        client: &ClientInfo,
    ) -> Result<Option<ActiveSession>, Error> {
        let found = sessions::find_active(self.database.pool(), token_hash, now).await?;
        let Some((session, last_active_at)) = found else {
            return Ok(None);
        };
        if now - last_active_at >= micros(ACTIVITY_RESOLUTION) {
            // Who may read goes on reading while nothing can be written.
            if let Err(error) = self.keep_active(&session.id, now, client).await {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "the last activity of a session could not be noted"
                );
            }
        }
        Ok(Some(session))
    }

    async fn keep_active(
        &self,
        session: &SessionId,
        now: i64,
        client: &ClientInfo,
    ) -> Result<(), sqlx::Error> {
        let abandon_at = now + micros(IDLE_LIFETIME);
        let mut connection = self.database.pool().acquire().await?;
        sessions::keep_active(&mut connection, session, now, abandon_at).await?;
        session_activities::record(&mut connection, &self.env.id(), session, client, now).await
    }

    /// Forgets which sessions were found of late: another process has changed something.
    pub fn forget_recent_sessions(&self) {
        self.recent_sessions.forget_all();
    }

    /// Whether this session is active. It does not extend the session.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn is_active(&self, session: &SessionId) -> Result<bool, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(sessions::is_alive(pool, session, now).await?)
    }
}
