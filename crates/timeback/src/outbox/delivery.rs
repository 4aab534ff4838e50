//! From the store to the platform: the loop around the rounds.

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
use retry_queue::{Evidence, Failed, NextStep, RetryPolicy};

/// How often the store is looked at when nothing was said to have arrived.
const IDLE: Duration = Duration::from_mins(1);

/// How often it is looked whether a postponed event is due.
const ROUND: Duration = Duration::from_secs(1);

/// A platform that does not say when to come back is tried at least this often, so that it is soon noticed to be well.
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// Why what waits stays where it is for now.
#[derive(Debug, thiserror::Error)]
pub(super) enum Setback {
    #[error("the platform did not take the events in")]
    Platform(#[from] Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A delivery under way.
pub(super) struct Delivery<'a> {
    pub outbox: &'a Outbox,
    pub timeback: &'a Timeback,
    /// Whether the way is good, and who is at fault.
    pub evidence: Evidence,
    /// An envelope failed, perhaps by one of its events: they go one by one until some have passed.
    pub is_careful: bool,
    /// The events that failed one by one since anything passed: others are tried before them.
    pub tried: HashSet<String>,
    /// How many rounds in a row ended in a setback.
    pub setbacks: u32,
}

impl Outbox {
    /// Delivers whatever waits and arrives, in order, until `stopping`; then what still waits, as far as the platform
    /// takes it at the first try. What is left is sent by the next process.
    pub async fn deliver(&self, timeback: &Timeback, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut delivery = Delivery::new(self, timeback);
        loop {
            let pause = match delivery.round().await {
                Ok(0) => None,
                Ok(_) => {
                    delivery.setbacks = 0;
                    continue;
                }
                Err(setback) => {
                    delivery.setbacks += 1;
                    Some(pause_after(&setback, delivery.setbacks, timeback))
                }
            };
            tokio::select! {
                () = &mut stopping => break,
                () = self.until_next(pause) => {}
            }
        }
        while matches!(delivery.round().await, Ok(dealt_with) if dealt_with > 0) {}
    }

    /// Waits for an event to arrive, or for a postponed one to be due; after a setback, for its pause and nothing else.
    async fn until_next(&self, pause: Option<Duration>) {
        if let Some(pause) = pause {
            return sleep(pause).await;
        }
        let has_postponed = self.depth().await.is_ok_and(|depth| depth.retrying > 0);
        tokio::select! {
            () = self.arrived.notified() => {}
            () = sleep(if has_postponed { ROUND } else { IDLE }) => {}
        }
    }
}

impl<'a> Delivery<'a> {
    fn new(outbox: &'a Outbox, timeback: &'a Timeback) -> Self {
        Self {
            outbox,
            timeback,
            evidence: Evidence::default(),
            is_careful: false,
            tried: HashSet::new(),
            setbacks: 0,
        }
    }

    /// The platform has these events: they are forgotten, and those that failed beside them were at fault.
    pub async fn forget(&mut self, delivered: &[&Outgoing]) -> Result<(), StoreError> {
        let ids: Vec<_> = delivered
            .iter()
            .map(|outgoing| outgoing.event_id.as_str())
            .collect();
        self.outbox.store.delivered(&ids).await?;
        for delivered in of_students(delivered) {
            // Nobody may be listening.
            let _heard = self.outbox.deliveries.send(delivered);
        }
        self.passed(ids).await
    }

    /// These events passed, or were judged by a platform that is well.
    pub async fn passed(&mut self, ids: Vec<&str>) -> Result<(), StoreError> {
        for failed in self.evidence.passed(ids) {
            self.count(failed).await?;
        }
        Ok(())
    }

    /// Counts a failure against its event: it is postponed, or set aside.
    pub async fn count(&mut self, failed: Failed) -> Result<(), StoreError> {
        let now = self.timeback.config().clock.now();
        let attempts = failed.attempts + 1;
        match RetryPolicy::EVENTS.next(attempts, now) {
            NextStep::SetAside => self.set_aside(&failed.id, &failed.reason).await,
            NextStep::RetryAt(due_at) => {
                tracing::warn!(
                    event = failed.id,
                    reason = failed.reason,
                    attempts,
                    "the platform fails at an event and takes others; it is tried again"
                );
                let store = &self.outbox.store;
                store
                    .postponed(&failed.id, attempts, &failed.reason, due_at)
                    .await
            }
        }
    }

    /// Sets an event aside that the platform does not take.
    pub async fn set_aside(&self, event_id: &str, reason: &str) -> Result<(), StoreError> {
        self.outbox.store.failed(event_id, reason).await?;
        tracing::error!(
            event = event_id,
            reason,
            "the platform does not take an event, which was set aside"
        );
        Ok(())
    }
}

/// What was delivered, once for each student.
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

/// How long to leave the platform alone.
fn pause_after(setback: &Setback, setbacks: u32, timeback: &Timeback) -> Duration {
    let backoff = retry::backoff(setbacks, &timeback.config().jitter).min(LONGEST_BACKOFF);
    let pause = match setback {
        Setback::Platform(error) => match error.failure {
            Failure::CircuitOpen { retry_after } => retry_after,
            Failure::Busy { retry_after, .. } => retry_after.unwrap_or_default().max(backoff),
            _ => backoff,
        },
        Setback::Store(_) => backoff,
    };
    tracing::warn!(
        error = setback as &dyn StdError,
        setbacks,
        pause_ms = pause.as_secs_f64() * 1e3,
        "events wait to be sent"
    );
    pause
}
