use std::collections::HashMap;

use crate::{Error, Identity, TimeZoneName, store::time_zones};

impl Identity {
    /// The time zones of the accounts that are linked to these Timeback users, by Timeback ID. Has no entry for a Timeback
    /// user without an account, or whose account has no time zone of its own.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn student_time_zones(
        &self,
        timeback_ids: &[&str],
    ) -> Result<HashMap<String, TimeZoneName>, Error> {
        if timeback_ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut connection = self.database.pool().acquire().await?;
        Ok(time_zones::list_of_timeback_users(&mut connection, timeback_ids).await?)
    }
}
