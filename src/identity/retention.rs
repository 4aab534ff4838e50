use std::time::Duration;

use super::{Error, Identity, surroundings::micros};

/// How long an ended or expired session is kept, to tell what happened.
const KEPT_AFTER_END: Duration = Duration::from_hours(30 * 24);

impl Identity {
    /// Deletes what has served its time: sign-ins nobody finished, and sessions over for 30 days. Run it once an hour.
    ///
    /// # Errors
    /// The store's.
    pub async fn clean_up(&self) -> Result<(), Error> {
        let now = self.surroundings.now();
        sqlx::query("DELETE FROM oauth_flows WHERE expire_at <= $1")
            .bind(now)
            .execute(self.database.pool())
            .await?;
        sqlx::query("DELETE FROM sessions WHERE expire_at <= $1 OR ended_at <= $1")
            .bind(now - micros(KEPT_AFTER_END))
            .execute(self.database.pool())
            .await?;
        Ok(())
    }
}
