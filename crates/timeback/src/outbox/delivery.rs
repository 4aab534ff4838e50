//! The delivery loop: sends batches from the store to the platform.

use std::{
    collections::{HashMap, HashSet},
    error::Error as StdError,
    pin::pin,
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::sleep;

use super::{Outbox, Outgoing, StoreError};
use crate::{Error, Failure, Timeback, outbox::Delivered, transport::retry};
use retry_queue::{FailedEntry, NextStep, OutageDetector, RetryPolicy};

/// Interval of polling the store without a notification.
const IDLE_POLL_INTERVAL: Duration = Duration::from_mins(1);

/// Interval of polling the store while events are postponed.
const RETRY_POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Maximum backoff without `Retry-After`, so that a recovered platform is noticed soon.
const MAX_BACKOFF: Duration = Duration::from_secs(5);

/// Why the delivery stopped for now. The events stay queued.
#[derive(Debug, thiserror::Error)]
pub(super) enum DeliveryError {
    #[error("the platform did not take the events in")]
    Platform(#[from] Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// State of the delivery loop.
pub(super) struct Delivery<'a> {
    pub outbox: &'a Outbox,
    pub timeback: &'a Timeback,
    /// Attributes failures to events or to an outage.
    pub detector: OutageDetector,
    /// Whether events are sent one by one: an envelope failed, perhaps because of one of its events.
    pub one_by_one: bool,
    /// Events that failed one by one since the last success. Others are tried first.
    pub tried: HashSet<String>,
    /// Consecutive rounds that ended in an error.
    pub failures_in_a_row: u32,
}

impl Outbox {
    /// Delivers queued and new events in order until `stopping` resolves; then makes one last attempt at the queued ones.
    /// The next process delivers the rest.
    pub async fn deliver(&self, timeback: &Timeback, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut delivery = Delivery::new(self, timeback);
        loop {
            let pause = match delivery.send_next_batch().await {
                Ok(0) => None,
                Ok(_) => {
                    delivery.failures_in_a_row = 0;
                    continue;
                }
                Err(error) => {
                    delivery.failures_in_a_row += 1;
                    Some(pause_before_retry(
                        &error,
                        delivery.failures_in_a_row,
                        timeback,
                    ))
                }
            };
            tokio::select! {
                () = &mut stopping => break,
                () = self.wait_for_next(pause) => {}
            }
        }
        while matches!(delivery.send_next_batch().await, Ok(handled) if handled > 0) {}
    }

    /// Waits for a new event or a due postponed one; after an error, for the full `pause`.
    async fn wait_for_next(&self, pause: Option<Duration>) {
        if let Some(pause) = pause {
            return sleep(pause).await;
        }
        let has_postponed = self.depth().await.is_ok_and(|depth| depth.retrying > 0);
        tokio::select! {
            () = self.arrived.notified() => {}
            () = sleep(if has_postponed { RETRY_POLL_INTERVAL } else { IDLE_POLL_INTERVAL }) => {}
        }
    }
}

impl<'a> Delivery<'a> {
    fn new(outbox: &'a Outbox, timeback: &'a Timeback) -> Self {
        Self {
            outbox,
            timeback,
            detector: OutageDetector::default(),
            one_by_one: false,
            tried: HashSet::new(),
            failures_in_a_row: 0,
        }
    }

    /// Removes delivered events from the store, notifies subscribers and records the success.
    pub async fn mark_delivered(&mut self, delivered: &[&Outgoing]) -> Result<(), StoreError> {
        let ids: Vec<_> = delivered
            .iter()
            .map(|outgoing| outgoing.event_id.as_str())
            .collect();
        self.outbox.store.delete_delivered(&ids).await?;
        for delivered in of_students(delivered) {
            // There may be no subscriber.
            let _heard = self.outbox.deliveries.send(delivered);
        }
        self.record_success(ids).await
    }

    /// Records that the platform processed these events. Entries that failed just before are counted as failures.
    pub async fn record_success(&mut self, ids: Vec<&str>) -> Result<(), StoreError> {
        for failed in self.detector.record_success(ids) {
            self.record_failure(failed).await?;
        }
        Ok(())
    }

    /// Counts a failure against its event, which is postponed or dead-lettered.
    pub async fn record_failure(&mut self, failed: FailedEntry) -> Result<(), StoreError> {
        let now = self.timeback.config().clock.now();
        let attempts = failed.attempts + 1;
        match RetryPolicy::EVENTS.next_step(attempts, now) {
            NextStep::DeadLetter => self.dead_letter(&failed.id, &failed.reason).await,
            NextStep::RetryAt(due_at) => {
                tracing::warn!(
                    event = failed.id,
                    reason = failed.reason,
                    attempts,
                    "the platform fails at an event and takes others; it is tried again"
                );
                let store = &self.outbox.store;
                store
                    .postpone(&failed.id, attempts, &failed.reason, due_at)
                    .await
            }
        }
    }

    /// Dead-letters an event that the platform does not accept.
    pub async fn dead_letter(&self, event_id: &str, reason: &str) -> Result<(), StoreError> {
        self.outbox.store.dead_letter(event_id, reason).await?;
        tracing::error!(
            event = event_id,
            reason,
            "the platform does not take an event, which was set aside"
        );
        Ok(())
    }
}

/// Groups delivered events by student.
fn of_students(delivered: &[&Outgoing]) -> impl Iterator<Item = Delivered> {
    let mut students: HashMap<&str, Option<Timestamp>> = HashMap::new();
    for outgoing in delivered {
        let earliest = students.entry(&outgoing.timeback_id).or_default();
        *earliest = [*earliest, outgoing.occurred_at()]
            .into_iter()
            .flatten()
            .min();
    }
    students.into_iter().map(|(id, occurred_at)| Delivered {
        timeback_id: id.to_owned(),
        occurred_at,
    })
}

/// Returns the pause after an error.
fn pause_before_retry(
    error: &DeliveryError,
    failures_in_a_row: u32,
    timeback: &Timeback,
) -> Duration {
    let backoff = retry::backoff(failures_in_a_row, &timeback.config().jitter).min(MAX_BACKOFF);
    let pause = match error {
        DeliveryError::Platform(error) => match error.failure {
            Failure::CircuitOpen { retry_after } => retry_after,
            Failure::Busy { retry_after, .. } => retry_after.unwrap_or_default().max(backoff),
            _ => backoff,
        },
        DeliveryError::Store(_) => backoff,
    };
    tracing::warn!(
        error = error as &dyn StdError,
        setbacks = failures_in_a_row,
        pause_ms = pause.as_secs_f64() * 1e3,
        "events wait to be sent"
    );
    pause
}
