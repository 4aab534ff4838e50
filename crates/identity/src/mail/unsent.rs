use crate::{Error, Identity};

const REASON: &str = "it could not be sent for a day";

impl Identity {
    /// Sets aside the mails that were written by `until` and are still here. Their words are forgotten; to whom they were is
    /// kept while an account has the address, for its user's export.
    pub(crate) async fn set_aside_unsent_mails(&self, until: i64) -> Result<(), Error> {
        // One statement: of two processes that clean up, one sets a mail aside and says so.
        let set_aside: Vec<(String, String)> = sqlx::query_as(
            "UPDATE mails SET refused_at = $1, reason = $2, content = '', recipient = CASE \
             WHEN LOWER(recipient) IN (SELECT address_lower FROM email_addresses) THEN recipient \
             WHEN LOWER(recipient) IN (SELECT LOWER(email) FROM identities) THEN recipient \
             WHEN LOWER(recipient) IN (SELECT target FROM one_time_codes) THEN recipient \
             WHEN recipient IN (SELECT new_email FROM users) THEN recipient ELSE '' END \
             WHERE refused_at IS NULL AND created_at <= $3 RETURNING id, subject",
        )
        .bind(self.env.now())
        .bind(REASON)
        .bind(until)
        .fetch_all(self.database.in_background().pool())
        .await?;
        for (mail, subject) in set_aside {
            tracing::warn!(mail, subject, "a mail was set aside: {REASON}");
        }
        Ok(())
    }
}
