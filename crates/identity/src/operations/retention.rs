use std::time::Duration;

use crate::{
    Action, ClientInfo, Error, Identity,
    audit::{self, Event},
    env::micros,
    store::{
        auth_codes, challenges, deletions, external_account_edits, external_flows, factors,
        oauth_flows, pending_links, sessions::old_sessions, sign_in_attempts, sign_up_attempts,
    },
};

/// The retention of ended and expired sessions.
const KEPT_AFTER_END: Duration = Duration::from_hours(30 * 24);

/// The retention of mails that were set aside.
const REFUSAL_KEPT: Duration = Duration::from_hours(7 * 24);

/// How long a mail is tried, and the retention of expired codes and authorization codes.
const MAIL_KEPT: Duration = Duration::from_hours(24);

/// The retention of unverified factors, and of challenges.
const FACTOR_KEPT: Duration = Duration::from_hours(24);

/// The retention of external accounts that were not linked.
const UNLINKED_KEPT: Duration = Duration::from_hours(24);

/// The retention of the audit log.
const LOG_KEPT: Duration = Duration::from_hours(365 * 24);

impl Identity {
    /// Deletes expired data: abandoned sign-ins, sessions 30 days after their end, codes, unverified factors and external
    /// accounts that were not linked after a day, mails that were set aside after a week, softly deleted users and log
    /// entries after a year, and files in the bucket that no picture needs. It also sets aside mails that could not be sent
    /// for a day, rotates the signing keys and renews the lookup keys of addresses. Run it once an hour.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn clean_up(&self) -> Result<(), Error> {
        let now = self.env.now();
        let database = self.database.in_background();
        let until = |kept| now - micros(kept);
        oauth_flows::delete_old(&database, now).await?;
        external_flows::delete_old(&database, now).await?;
        external_account_edits::delete_old_unlinked(&database, until(UNLINKED_KEPT)).await?;
        sign_in_attempts::delete_old(&database, now).await?;
        sign_up_attempts::delete_old(&database, now).await?;
        pending_links::delete_old(&database, now).await?;
        old_sessions::delete(&database, until(KEPT_AFTER_END)).await?;
        deletions::delete_old_mailed_codes(&database, until(MAIL_KEPT)).await?;
        auth_codes::delete_old(&database, until(MAIL_KEPT)).await?;
        deletions::delete_old_refused_mails(&database, until(REFUSAL_KEPT)).await?;
        factors::delete_old(&database, until(FACTOR_KEPT)).await?;
        challenges::delete_old(&database, until(FACTOR_KEPT)).await?;
        // The number that a soft deletion leaves goes with the entries that name it.
        deletions::delete_old_users(&database, until(LOG_KEPT)).await?;
        self.set_aside_unsent_mails(until(MAIL_KEPT)).await?;
        self.delete_old_webhooks().await?;
        self.trim_log(until(LOG_KEPT)).await?;
        self.tend_signing_keys().await?;
        self.renew_address_keys().await?;
        self.tidy_bucket().await;
        Ok(())
    }

    /// Deletes the log entries up to `until`, a batch in a transaction, and logs each: the database refuses to delete an
    /// entry that is less than a year older than the newest.
    async fn trim_log(&self, until: i64) -> Result<(), Error> {
        let database = self.database.in_background();
        loop {
            let mut transaction = database.begin_with_lock(audit::LOCK_KEY).await?;
            let old = deletions::count_old_audit_events(&mut transaction, until).await?;
            if old == 0 {
                return Ok(());
            }
            let event = Event::of_nobody(Action::LogTrimmed).with("entries", old);
            audit::append(&mut transaction, self, event, &ClientInfo::default()).await?;
            deletions::delete_old_audit_events(&mut transaction, until).await?;
            transaction.commit().await?;
        }
    }
}
