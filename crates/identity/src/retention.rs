use std::time::Duration;

use super::{
    Action, ClientInfo, Error, Identity,
    audit::{self, Event},
    env::micros,
};

/// How long an ended or expired session is kept, to tell what happened.
const KEPT_AFTER_END: Duration = Duration::from_hours(30 * 24);

/// How long it is known why a mail was refused.
const REFUSAL_KEPT: Duration = Duration::from_hours(7 * 24);

/// How long a mail that nobody sends, and a code that is over, be it a reader's or an app's, are kept.
const MAIL_KEPT: Duration = Duration::from_hours(24);

/// How long a factor waits for its first code, and a challenge for nobody.
const FACTOR_KEPT: Duration = Duration::from_hours(24);

/// How long the log goes back.
const LOG_KEPT: Duration = Duration::from_hours(365 * 24);

/// What goes when it is older than this.
const SERVED: [(&str, Duration); 10] = [
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
    (
        "DELETE FROM mails WHERE refused_at IS NULL AND created_at <= $1",
        MAIL_KEPT,
    ),
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
    /// Deletes what has served its time: sign-ins nobody finished, sessions over for 30 days, codes, mails and
    /// unfinished second factors of yesterday, mails refused a week ago, and users deleted softly and entries of the log older than a year; and sees
    /// to the signing keys and the keys of addresses. Run it once an hour.
    ///
    /// # Errors
    /// The store's.
    pub async fn clean_up(&self) -> Result<(), Error> {
        let now = self.env.now();
        let database = self.database.in_background();
        for (statement, age) in SERVED {
            sqlx::query(statement)
                .bind(now - micros(age))
                .execute(database.pool())
                .await?;
        }
        self.trim_log(now - micros(LOG_KEPT)).await?;
        self.tend_signing_keys().await?;
        self.renew_address_keys().await?;
        Ok(())
    }

    /// Deletes the entries of the log up to `until`, and says so in the log: the newest entry is a new one, and the
    /// database lets go of nothing that is less than a year older than that.
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
