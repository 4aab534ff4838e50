use std::time::Duration;

use crate::{
    Action, ClientInfo, Error, Identity,
    audit::{self, Event},
    env::micros,
};

/// The retention of ended and expired sessions.
const KEPT_AFTER_END: Duration = Duration::from_hours(30 * 24);

/// The retention of mails that were set aside.
const REFUSAL_KEPT: Duration = Duration::from_hours(7 * 24);

/// How long a mail is tried, and the retention of expired codes and authorization codes.
const MAIL_KEPT: Duration = Duration::from_hours(24);

/// The retention of unverified factors, and of challenges.
const FACTOR_KEPT: Duration = Duration::from_hours(24);

/// The retention of the audit log.
const LOG_KEPT: Duration = Duration::from_hours(365 * 24);

/// The statements that delete expired rows, and their retention.
const SERVED: [(&str, Duration); 9] = [
    (
        "DELETE FROM oauth_flows WHERE expire_at <= $1",
        Duration::ZERO,
    ),
    (
        "DELETE FROM pending_links WHERE expire_at <= $1",
        Duration::ZERO,
    ),
    (
        "DELETE FROM sessions WHERE expire_at <= $1 OR ended_at <= $1",
        KEPT_AFTER_END,
    ),
    (
        "DELETE FROM one_time_codes WHERE expire_at <= $1",
        MAIL_KEPT,
    ),
    ("DELETE FROM auth_codes WHERE expire_at <= $1", MAIL_KEPT),
    ("DELETE FROM mails WHERE refused_at <= $1", REFUSAL_KEPT),
    (
        "DELETE FROM factors WHERE verified_at IS NULL AND created_at <= $1",
        FACTOR_KEPT,
    ),
    ("DELETE FROM challenges WHERE expire_at <= $1", FACTOR_KEPT),
    // The number that a soft deletion leaves goes with the entries that name it.
    ("DELETE FROM users WHERE deleted_at <= $1", LOG_KEPT),
];

impl Identity {
    /// Deletes expired data: abandoned sign-ins, sessions 30 days after their end, codes and unverified factors after a
    /// day, mails that were set aside after a week, and softly deleted users and log entries after a year. It also sets
    /// aside mails that could not be sent for a day, rotates the signing keys and renews the lookup keys of addresses.
    /// Run it once an hour.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn clean_up(&self) -> Result<(), Error> {
        let now = self.env.now();
        let database = self.database.in_background();
        for (statement, age) in SERVED {
            sqlx::query(statement)
                .bind(now - micros(age))
                .execute(database.pool())
                .await?;
        }
        self.set_aside_unsent_mails(now - micros(MAIL_KEPT)).await?;
        self.trim_log(now - micros(LOG_KEPT)).await?;
        self.tend_signing_keys().await?;
        self.renew_address_keys().await?;
        Ok(())
    }

    /// Deletes the log entries up to `until`, and logs that: the database refuses to delete an entry that is less than
    /// a year older than the newest.
    async fn trim_log(&self, until: i64) -> Result<(), Error> {
        let mut transaction = self
            .database
            .in_background()
            .begin_with_lock(audit::LOCK_KEY)
            .await?;
        let (old,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM audit_events WHERE at <= $1")
            .bind(until)
            .fetch_one(&mut *transaction)
            .await?;
        if old == 0 {
            return Ok(());
        }
        let event = Event::of_nobody(Action::LogTrimmed).with("entries", old);
        audit::append(&mut transaction, self, event, &ClientInfo::default()).await?;
        sqlx::query("DELETE FROM audit_events WHERE at <= $1")
            .bind(until)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}
