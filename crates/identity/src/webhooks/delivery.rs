use std::time::Duration;

use jiff::Timestamp;

use crate::{
    Error, Identity, WebhookDepth, WebhookEvent,
    env::{instant, micros},
    store::webhook_events,
};
use database::storable;
use retry_queue::{FailedEntry, NextStep, RetryPolicy};

/// The lease of an event: longer than its receiver may take to answer. After a crash it is tried again when it expires.
const LEASE: Duration = Duration::from_mins(2);

/// How long an event is tried, also while its receiver accepts none.
const TRIED: Duration = Duration::from_hours(24);

/// The retention of delivered events: for so long they can be delivered again.
const DELIVERED_KEPT: Duration = Duration::from_hours(7 * 24);

/// The retention of events that were set aside.
const REFUSED_KEPT: Duration = Duration::from_hours(30 * 24);

impl Identity {
    /// Leases the oldest event that is due and whose user has no earlier one that waits. Events that failed before come
    /// after all others.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn take_webhook(&self) -> Result<Option<WebhookEvent>, Error> {
        let pool = self.database.pool();
        loop {
            let now = self.env.now();
            let Some(due) = webhook_events::find_due(pool, now).await? else {
                return Ok(None);
            };
            if webhook_events::lease(pool, &due, now + micros(LEASE)).await? {
                return Ok(Some(due.event));
            }
        }
    }

    /// Records that an event was delivered, or needs not be: its user is gone.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn finish_webhook(&self, id: &str) -> Result<(), Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(webhook_events::deliver(pool, id, now).await?)
    }

    /// Whether an event has been tried for a day. Then its next failure is its last, whatever the cause.
    pub fn is_webhook_overdue(&self, event: &WebhookEvent) -> bool {
        event.queued_at.as_microsecond() + micros(TRIED) <= self.env.now()
    }

    /// Sets aside an event that could not be delivered.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn refuse_webhook(&self, id: &str, reason: &str) -> Result<(), Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(webhook_events::refuse(pool, id, &storable(reason), now).await?)
    }

    /// Counts a failed attempt to deliver an event: it is retried after an exponential backoff, or set aside. Returns
    /// whether it was set aside.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when a query fails.
    pub async fn retry_webhook(&self, failed: &FailedEntry) -> Result<bool, Error> {
        let (attempts, now) = (failed.attempts + 1, instant(self.env.now()));
        let due_at = match RetryPolicy::WEBHOOKS.next_step(attempts, now) {
            NextStep::RetryAt(due_at) => due_at,
            NextStep::DeadLetter => {
                let reason = format!("{} ({attempts} tries)", failed.reason);
                self.refuse_webhook(&failed.id, &reason).await?;
                return Ok(true);
            }
        };
        let reason = storable(&failed.reason);
        let (pool, due_at) = (self.database.pool(), due_at.as_microsecond());
        webhook_events::retry(pool, &failed.id, attempts, &reason, due_at).await?;
        Ok(false)
    }

    /// Releases an event while its receiver accepts none, so that others are tried before it.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn put_off_webhook(&self, id: &str) -> Result<(), Error> {
        let due_at = self.env.after(RetryPolicy::WEBHOOKS.initial_backoff);
        Ok(webhook_events::set_due(self.database.pool(), id, due_at).await?)
    }

    /// Releases an event whose failure has no cause yet. It keeps its place.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn return_webhook(&self, id: &str) -> Result<(), Error> {
        Ok(webhook_events::set_due(self.database.pool(), id, 0).await?)
    }

    /// Queues the events since then again that were delivered, at most a week ago, or set aside. They keep their
    /// identifiers, and tell of the users and sessions as they are now. Returns how many.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn replay_webhooks(&self, since: Timestamp) -> Result<u64, Error> {
        let (pool, now) = (self.database.pool(), self.env.now());
        Ok(webhook_events::replay(pool, since.as_microsecond(), now).await?)
    }

    /// The depth of the webhook queue.
    ///
    /// # Errors
    /// Returns [`Error::Database`] when the query fails.
    pub async fn webhook_depth(&self) -> Result<WebhookDepth, Error> {
        let depth = webhook_events::depth(self.database.pool()).await?;
        Ok(WebhookDepth {
            retrying: depth.retrying.unsigned_abs(),
            waiting: depth.waiting.unsigned_abs(),
            oldest_at: depth.oldest_at.map(instant),
            refused: depth.refused.unsigned_abs(),
        })
    }

    /// Deletes the events that are kept no longer.
    pub(crate) async fn delete_old_webhooks(&self) -> Result<(), Error> {
        let database = self.database.in_background();
        let until = |kept| self.env.now() - micros(kept);
        let (delivered, others) = (until(DELIVERED_KEPT), until(REFUSED_KEPT));
        Ok(webhook_events::delete_old(&database, delivered, others).await?)
    }
}
