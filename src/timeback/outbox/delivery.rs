//! From the store to the platform.

use std::{
    collections::{HashMap, HashSet},
    error::Error as StdError,
    pin::pin,
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::sleep;

use super::{Delivered, Outbox, Outgoing, StoreError};
use crate::timeback::{Error, Failure, Timeback, transport::retry};

/// Events in one envelope, at most: a kilobyte each. While one is on its way the next fill up, so a quiet outbox sends
/// at once and a busy one in large envelopes.
const BATCH: u32 = 50;

/// How often the store is looked at when nothing was said to have arrived.
const IDLE: Duration = Duration::from_mins(1);

/// A platform that does not say when to come back is tried at least this often, so that it is soon noticed to be well.
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// Why what waits stays where it is for now.
#[derive(Debug, thiserror::Error)]
enum Setback {
    #[error("the platform did not take the events in")]
    Platform(#[from] Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Outbox {
    /// Delivers whatever waits and arrives, in order, until `stopping`; then what still waits, as far as the platform
    /// takes it at the first try. What is left is sent by the next process.
    pub async fn deliver(&self, timeback: &Timeback, stopping: impl Future<Output = ()>) {
        let mut stopping = pin!(stopping);
        let mut setbacks = 0;
        loop {
            let pause = match self.deliver_batch(timeback).await {
                Ok(0) => None,
                Ok(_) => {
                    setbacks = 0;
                    continue;
                }
                Err(setback) => {
                    setbacks += 1;
                    Some(pause_after(&setback, setbacks, timeback))
                }
            };
            tokio::select! {
                () = &mut stopping => break,
                () = self.until_next(pause) => {}
            }
        }
        while matches!(self.deliver_batch(timeback).await, Ok(sent) if sent > 0) {}
    }

    /// Waits for an event to arrive; after a setback, for its pause and nothing else.
    async fn until_next(&self, pause: Option<Duration>) {
        if let Some(pause) = pause {
            return sleep(pause).await;
        }
        tokio::select! {
            () = self.arrived.notified() => {}
            () = sleep(IDLE) => {}
        }
    }

    /// Sends the oldest events. Answers how many were dealt with: delivered, or refused and set aside.
    async fn deliver_batch(&self, timeback: &Timeback) -> Result<usize, Setback> {
        let batch = of_one_sensor(self.store.next_batch(BATCH).await?);
        // An envelope is taken in whole or not at all: one that is refused is halved until the culprit is alone.
        let mut parts = vec![batch.as_slice()];
        while let Some(part) = parts.pop() {
            let Some(first) = part.first() else { continue };
            let events: Vec<_> = part.iter().map(|outgoing| &outgoing.event).collect();
            let sent = timeback.caliper().send_prepared(&first.sensor, &events);
            match sent.await {
                Ok(_) => self.forget(part).await?,
                Err(error) if !is_refusal(&error) => return Err(error.into()),
                Err(error) if part.len() == 1 => self.set_aside(first, &error).await?,
                Err(_) => {
                    let (earlier, later) = part.split_at(part.len() / 2);
                    parts.extend([later, earlier]);
                }
            }
        }
        Ok(batch.len())
    }

    async fn forget(&self, delivered: &[Outgoing]) -> Result<(), StoreError> {
        let ids: Vec<_> = delivered
            .iter()
            .map(|outgoing| outgoing.event_id.as_str())
            .collect();
        self.store.delivered(&ids).await?;
        for delivered in of_students(delivered) {
            // Nobody may be listening.
            let _heard = self.deliveries.send(delivered);
        }
        Ok(())
    }

    async fn set_aside(&self, refused: &Outgoing, error: &Error) -> Result<(), StoreError> {
        let reason = match error.source() {
            Some(complaint) => format!("{error}: {complaint}"),
            None => error.to_string(),
        };
        self.store.failed(&refused.event_id, &reason).await?;
        tracing::error!(
            event = refused.event_id,
            reason,
            "the platform refused an event, which was set aside"
        );
        Ok(())
    }
}

/// What was delivered, once for each student.
fn of_students(delivered: &[Outgoing]) -> impl Iterator<Item = Delivered> {
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

/// The events that can go in one envelope: those of the first one's sensor, but for a student of whom an earlier event
/// has to wait for another envelope.
fn of_one_sensor(waiting: Vec<Outgoing>) -> Vec<Outgoing> {
    let Some(sensor) = waiting.first().map(|first| first.sensor.clone()) else {
        return waiting;
    };
    let mut held_back = HashSet::new();
    let mut goes = |outgoing: &Outgoing| {
        let goes = outgoing.sensor == sensor && !held_back.contains(&outgoing.timeback_id);
        if !goes {
            held_back.insert(outgoing.timeback_id.clone());
        }
        goes
    };
    waiting
        .into_iter()
        .filter(|outgoing| goes(outgoing))
        .collect()
}

/// Whether the platform will say the same however often it is asked: the envelope is not valid, or too large.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error.failure,
        Failure::Status {
            status: 400 | 413 | 422,
            ..
        }
    )
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
