use std::time::Duration;

use display_error_chain::DisplayErrorChain;

use crate::{
    ActiveSession, Error, IDLE_LIFETIME, Identity, SessionId, Token, env::micros, store::sessions,
};

/// The resolution of a session's last activity, so that reading a page does not cost a write.
const ACTIVITY_RESOLUTION: Duration = Duration::from_mins(1);

impl Identity {
    /// Finds the active session of this token: not ended, neither idle nor expired, of a user who is neither banned nor
    /// deleted, and who has shown their second factor in it, if they have one. Extends its idle timeout.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn find_session(&self, token: &Token) -> Result<Option<ActiveSession>, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        let found = sessions::find_active(pool, token, now).await?;
        let Some((session, last_active_at)) = found else {
            return Ok(None);
        };
        if now - last_active_at >= micros(ACTIVITY_RESOLUTION) {
            let abandon_at = now + micros(IDLE_LIFETIME);
            // Who may read goes on reading while nothing can be written.
            if let Err(error) = sessions::keep_active(pool, &session.id, now, abandon_at).await {
                tracing::warn!(
                    error = %DisplayErrorChain::new(&error),
                    "the last activity of a session could not be noted"
                );
            }
        }
        Ok(Some(session))
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
