use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use jiff::Timestamp;

use super::{Mail, Row};
use crate::{
    Error, Identity,
    env::{instant, micros},
};
use database::storable;
use retry_queue::{FailedEntry, NextStep, RetryPolicy};

/// The lease of a mail: longer than a mail server may take to answer. After a crash the mail is tried again when it
/// expires.
const LEASE: Duration = Duration::from_mins(3);

/// Why a mail was set aside. It contains no address, and no text of a stranger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRefusal(String);

impl MailRefusal {
    /// The status code of a mail server's refusal, with its enhanced status code if there is one: "550 5.1.1".
    pub fn new(code: String) -> Self {
        Self(code)
    }

    /// The reason as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The depth of the mail queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDepth {
    /// Mails that wait to be sent.
    pub waiting: u64,
    /// When the oldest of them was queued.
    pub oldest_at: Option<Timestamp>,
    /// Those of them that failed before and will be retried.
    pub retrying: u64,
    /// Mails that were set aside in the last days.
    pub refused: u64,
}

#[derive(sqlx::FromRow)]
struct Waiting {
    #[sqlx(flatten)]
    row: Row,
    due_at: i64,
    expire_at: Option<i64>,
}

impl Identity {
    /// Leases the oldest mail that is due. Mails that failed before come after all others. A mail that cannot be
    /// decrypted, or whose code has expired, is set aside on the way.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn take_mail(&self) -> Result<Option<Mail>, Error> {
        while let Some(due) = self.find_due_mail().await? {
            let (now, id) = (self.env.now(), due.row.id.clone());
            if due.expire_at.is_some_and(|expire_at| expire_at <= now) {
                tracing::warn!(
                    mail = id,
                    "a mail was set aside: its code expired before it could be sent"
                );
                let reason = MailRefusal::new("its code was over before it could be sent".into());
                self.refuse_mail(&id, &reason).await?;
                continue;
            }
            if !self.lease(&due, now).await? {
                continue;
            }
            match self.read_mail(due.row) {
                Ok(mail) => return Ok(Some(mail)),
                Err(error) => {
                    tracing::error!(
                        mail = id,
                        error = %DisplayErrorChain::new(&error),
                        "a mail cannot be read"
                    );
                    let reason = MailRefusal::new("it cannot be read".into());
                    self.refuse_mail(&id, &reason).await?;
                }
            }
        }
        Ok(None)
    }

    /// Deletes a mail that was delivered.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn forget_mail(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM mails WHERE id = $1")
            .bind(id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// Sets aside a mail that its server refused for good. Its content is deleted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn refuse_mail(&self, id: &str, reason: &MailRefusal) -> Result<(), Error> {
        sqlx::query(
            "UPDATE mails SET refused_at = $1, reason = $2, content = '', attempts = attempts + 1 WHERE id = $3",
        )
        .bind(self.env.now())
        .bind(storable(reason.as_str()))
        .bind(id)
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// Counts a failed attempt to deliver a mail: it is retried after an exponential backoff, or set aside. Returns
    /// whether it was set aside.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn retry_mail(&self, failed: &FailedEntry) -> Result<bool, Error> {
        let (attempts, now) = (failed.attempts + 1, instant(self.env.now()));
        let due_at = match RetryPolicy::MAILS.next_step(attempts, now) {
            NextStep::RetryAt(due_at) => due_at,
            NextStep::DeadLetter => {
                let reason = MailRefusal::new(format!("{} ({attempts} tries)", failed.reason));
                self.refuse_mail(&failed.id, &reason).await?;
                return Ok(true);
            }
        };
        sqlx::query("UPDATE mails SET attempts = $1, reason = $2, due_at = $3 WHERE id = $4")
            .bind(i64::from(attempts))
            .bind(storable(&failed.reason))
            .bind(due_at.as_microsecond())
            .bind(&failed.id)
            .execute(self.database.pool())
            .await?;
        Ok(false)
    }

    /// Releases a mail during an outage of its server, so that others are tried before it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn put_off_mail(&self, id: &str) -> Result<(), Error> {
        let pause = RetryPolicy::MAILS.initial_backoff;
        self.set_due(id, self.env.after(pause)).await
    }

    /// Releases a mail that was not attempted. It keeps its place.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn return_mail(&self, id: &str) -> Result<(), Error> {
        self.set_due(id, 0).await
    }

    /// The depth of the mail queue.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn mail_depth(&self) -> Result<MailDepth, Error> {
        let (waiting, oldest_at): (i64, Option<i64>) =
            sqlx::query_as("SELECT COUNT(*), MIN(created_at) FROM mails WHERE refused_at IS NULL")
                .fetch_one(self.database.pool())
                .await?;
        let (refused,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM mails WHERE refused_at IS NOT NULL")
                .fetch_one(self.database.pool())
                .await?;
        let (retrying,): (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM mails WHERE refused_at IS NULL AND attempts > 0")
                .fetch_one(self.database.pool())
                .await?;
        Ok(MailDepth {
            retrying: retrying.unsigned_abs(),
            waiting: waiting.unsigned_abs(),
            oldest_at: oldest_at.map(instant),
            refused: refused.unsigned_abs(),
        })
    }

    async fn find_due_mail(&self) -> Result<Option<Waiting>, Error> {
        Ok(sqlx::query_as(
            "SELECT id, recipient, subject, content, created_at, attempts, due_at, expire_at FROM mails \
             WHERE refused_at IS NULL AND due_at <= $1 ORDER BY CASE WHEN attempts > 0 THEN 1 ELSE 0 END, due_at, created_at, id LIMIT 1",
        )
        .bind(self.env.now())
        .fetch_optional(self.database.pool())
        .await?)
    }

    /// Leases the mail. Returns whether this process got it.
    async fn lease(&self, due: &Waiting, now: i64) -> Result<bool, Error> {
        let taken = sqlx::query(
            "UPDATE mails SET due_at = $1 WHERE id = $2 AND due_at = $3 AND refused_at IS NULL",
        )
        .bind(now + micros(LEASE))
        .bind(&due.row.id)
        .bind(due.due_at)
        .execute(self.database.pool())
        .await?;
        Ok(taken.rows_affected() > 0)
    }

    async fn set_due(&self, id: &str, due_at: i64) -> Result<(), Error> {
        sqlx::query("UPDATE mails SET due_at = $1 WHERE id = $2")
            .bind(due_at)
            .bind(id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }
}
