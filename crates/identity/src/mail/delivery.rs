use display_error_chain::DisplayErrorChain;
use std::time::Duration;

use jiff::Timestamp;

use super::Mail;
use crate::{
    Channel, Error, Identity,
    env::{instant, micros},
    store::mails,
};
use database::storable;
use retry_queue::{FailedEntry, NextStep, RetryPolicy};

/// The lease of a mail: longer than a mail server may take to answer. After a crash the mail is tried again when it
/// expires.
const LEASE: Duration = Duration::from_mins(3);

/// Why a mail or text message was set aside. It contains no address, and no text of a stranger.
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

/// The depth of the queue of mails and text messages.
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

impl Identity {
    /// Leases the oldest mail of this channel that is due. Mails that failed before come after all others. A mail that
    /// cannot be decrypted, or whose code has expired, is set aside on the way.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn take_mail(&self, channel: Channel) -> Result<Option<Mail>, Error> {
        let pool = self.database.pool();
        while let Some(due) = mails::find_due(pool, channel, self.env.now()).await? {
            let (now, id) = (self.env.now(), due.mail.id.clone());
            if due.expire_at.is_some_and(|expire_at| expire_at <= now) {
                tracing::warn!(
                    mail = id,
                    "a mail was set aside: its code expired before it could be sent"
                );
                let reason = MailRefusal::new("its code was over before it could be sent".into());
                self.refuse_mail(&id, &reason).await?;
                continue;
            }
            if !mails::lease(pool, &due, now + micros(LEASE)).await? {
                continue;
            }
            match self.read_mail(due.mail) {
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
        Ok(mails::delete(self.database.pool(), id).await?)
    }

    /// Sets aside a mail that its server refused for good. Its content is deleted.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn refuse_mail(&self, id: &str, reason: &MailRefusal) -> Result<(), Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(mails::refuse(pool, id, &storable(reason.as_str()), now).await?)
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
        mails::retry(
            self.database.pool(),
            &failed.id,
            attempts,
            &storable(&failed.reason),
            due_at.as_microsecond(),
        )
        .await?;
        Ok(false)
    }

    /// Releases a mail during an outage of its server, so that others are tried before it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn put_off_mail(&self, id: &str) -> Result<(), Error> {
        let pause = RetryPolicy::MAILS.initial_backoff;
        Ok(mails::set_due(self.database.pool(), id, self.env.after(pause)).await?)
    }

    /// Releases a mail that was not attempted. It keeps its place.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn return_mail(&self, id: &str) -> Result<(), Error> {
        Ok(mails::set_due(self.database.pool(), id, 0).await?)
    }

    /// The depth of the mail queue.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn mail_depth(&self) -> Result<MailDepth, Error> {
        let depth = mails::depth(self.database.pool()).await?;
        Ok(MailDepth {
            retrying: depth.retrying.unsigned_abs(),
            waiting: depth.waiting.unsigned_abs(),
            oldest_at: depth.oldest_at.map(instant),
            refused: depth.refused.unsigned_abs(),
        })
    }
}
