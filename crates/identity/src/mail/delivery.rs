use std::time::Duration;

use jiff::Timestamp;

use super::{Mail, Row};
use crate::{
    Error, Identity,
    surroundings::{instant, micros},
};
use database::storable;
use retry_queue::{FailedEntry, NextStep, RetryPolicy};

/// How long whoever takes a mail has it for themselves: longer than a mail server may take to answer. When they die with
/// it, it is tried again after that.
const LEASE: Duration = Duration::from_mins(3);

/// Why a mail was set aside. Holds no address, and nothing that a stranger wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRefusal(String);

impl MailRefusal {
    /// The code by which a mail server refused, with its enhanced code where it gave one: "550 5.1.1".
    pub fn new(code: String) -> Self {
        Self(code)
    }

    /// The reason in words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many mails are not where they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDepth {
    /// They wait to be sent.
    pub waiting: u64,
    /// When the oldest of them was written.
    pub oldest_at: Option<Timestamp>,
    /// Those of them that their server did not take, and that are tried again.
    pub retrying: u64,
    /// They were set aside in the last days.
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
    /// Takes the oldest mail that is due, for a while: nobody else gets it meanwhile. Those that failed before come after
    /// all others. A mail that cannot be read, or whose code is over, is set aside on the way.
    ///
    /// # Errors
    /// The store's.
    pub async fn take_mail(&self) -> Result<Option<Mail>, Error> {
        while let Some(due) = self.find_due_mail().await? {
            let (now, id) = (self.surroundings.now(), due.row.id.clone());
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
                        error = &error as &dyn std::error::Error,
                        "a mail cannot be read"
                    );
                    let reason = MailRefusal::new("it cannot be read".into());
                    self.refuse_mail(&id, &reason).await?;
                }
            }
        }
        Ok(None)
    }

    /// The mail is with its server: nothing of it is kept.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget_mail(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM mails WHERE id = $1")
            .bind(id)
            .execute(self.database.pool())
            .await?;
        Ok(())
    }

    /// Sets a mail aside that its server will never take. What it said is forgotten.
    ///
    /// # Errors
    /// The store's.
    pub async fn refuse_mail(&self, id: &str, reason: &MailRefusal) -> Result<(), Error> {
        sqlx::query(
            "UPDATE mails SET refused_at = $1, reason = $2, content = '', attempts = attempts + 1 WHERE id = $3",
        )
        .bind(self.surroundings.now())
        .bind(storable(reason.as_str()))
        .bind(id)
        .execute(self.database.pool())
        .await?;
        Ok(())
    }

    /// Counts a failed try against a mail: it is tried again after a pause that grows, or set aside. Answers whether it
    /// was set aside.
    ///
    /// # Errors
    /// Returns [`Error::Store`] when a query fails.
    pub async fn retry_mail(&self, failed: &FailedEntry) -> Result<bool, Error> {
        let (attempts, now) = (failed.attempts + 1, instant(self.surroundings.now()));
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

    /// Gives a mail back that its server took as little as others, so that others are tried before it.
    ///
    /// # Errors
    /// Returns [`Error::Store`] when the query fails.
    pub async fn put_off_mail(&self, id: &str) -> Result<(), Error> {
        let pause = RetryPolicy::MAILS.initial_backoff;
        self.set_due(id, self.surroundings.after(pause)).await
    }

    /// Gives a mail back that could not even be offered to its server.
    ///
    /// # Errors
    /// The store's.
    pub async fn return_mail(&self, id: &str) -> Result<(), Error> {
        self.set_due(id, self.surroundings.now()).await
    }

    /// How many mails wait, and how many were set aside.
    ///
    /// # Errors
    /// The store's.
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
             WHERE refused_at IS NULL AND due_at <= $1 ORDER BY CASE WHEN attempts > 0 THEN 1 ELSE 0 END, created_at, id LIMIT 1",
        )
        .bind(self.surroundings.now())
        .fetch_optional(self.database.pool())
        .await?)
    }

    /// Whether the mail is ours now: another process may have been faster.
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
