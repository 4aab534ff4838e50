//! One round of the delivery: the oldest events in one envelope.

use std::collections::HashSet;

use super::{
    Outgoing, QueuedEvent, StoreError,
    delivery::{Delivery, DeliveryError},
    failure::{FailureScope, asked_pause, failure_scope, reason},
};
use crate::Error;
use retry_queue::{FailedEntry, FailureCause};

/// Maximum events per envelope, about a kilobyte each. Events queue up while an envelope is in flight, so a quiet outbox
/// sends immediately and a busy one in large envelopes.
pub(super) const BATCH_SIZE: usize = 50;

/// Maximum events scanned for one that succeeds.
const SCAN_LIMIT: usize = 1000;

/// Result of an event sent on its own.
pub(super) enum SingleResult {
    /// It was delivered.
    Delivered,
    /// It caused the failure, and was postponed or dead-lettered.
    Rejected,
    /// It failed and the cause is not known yet.
    Unclear(Error),
    /// It failed as others do: an outage.
    Outage(Error),
    /// It did not reach the platform.
    NotSent(Error),
}

impl Delivery<'_> {
    /// Sends the oldest events. Returns the number of events that were delivered, postponed or dead-lettered.
    pub async fn send_next_batch(&mut self) -> Result<usize, DeliveryError> {
        self.detector.begin_round();
        let limit = if self.one_by_one {
            SCAN_LIMIT
        } else {
            BATCH_SIZE
        };
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let waiting = self.outbox.store.next_batch(limit).await?;
        if self.one_by_one {
            return self.send_one_by_one(&waiting).await;
        }
        // Events that failed before are sent one by one after all others; their students' later events wait.
        let (known, fresh): (Vec<_>, Vec<_>) = waiting.iter().partition(|it| it.attempts > 0);
        let held: HashSet<_> = known.iter().map(|it| student(it)).collect();
        let fresh: Vec<_> = fresh
            .into_iter()
            .filter(|it| !held.contains(student(it)))
            .collect();
        let mut handled = self.send_together(&fresh).await?;
        if self.one_by_one {
            // One of the events may be the cause, which the next round finds out.
            return Ok(handled.max(1));
        }
        for event in known {
            match self.send_alone(event).await? {
                SingleResult::Delivered | SingleResult::Rejected => handled += 1,
                SingleResult::NotSent(error) => return Err(error.into()),
                SingleResult::Unclear(error) | SingleResult::Outage(error) => {
                    self.one_by_one = true;
                    return Err(error.into());
                }
            }
        }
        Ok(handled)
    }

    /// Sends events in one envelope. The platform accepts an envelope as a whole or not at all: a rejected one is bisected
    /// until the invalid event is isolated.
    async fn send_together(&mut self, waiting: &[&QueuedEvent]) -> Result<usize, DeliveryError> {
        let batch = of_one_sensor(waiting);
        let mut handled = 0;
        let mut parts = vec![batch.as_slice()];
        while let Some(part) = parts.pop() {
            match part {
                [] => continue,
                [event] => match self.send_alone(event).await? {
                    SingleResult::Delivered | SingleResult::Rejected => {}
                    SingleResult::NotSent(error) => return Err(error.into()),
                    SingleResult::Unclear(error) | SingleResult::Outage(error) => {
                        self.one_by_one = true;
                        return Err(error.into());
                    }
                },
                events => match self.send(events).await {
                    Ok(()) => {
                        let events: Vec<_> = events.iter().map(|it| &it.outgoing).collect();
                        self.mark_delivered(&events).await?;
                    }
                    Err(error) => match failure_scope(&error) {
                        FailureScope::Events => {
                            let (earlier, later) = part.split_at(part.len() / 2);
                            parts.extend([later, earlier]);
                            continue;
                        }
                        FailureScope::Service => return Err(self.record_outage(error)),
                        FailureScope::None => return Err(error.into()),
                        FailureScope::Unknown => {
                            self.one_by_one = true;
                            return match asked_pause(&error) {
                                Some(_) => Err(error.into()),
                                None => Ok(handled),
                            };
                        }
                    },
                },
            }
            handled += part.len();
        }
        Ok(handled)
    }

    /// Sends one event and attributes its failure.
    pub(super) async fn send_alone(
        &mut self,
        event: &QueuedEvent,
    ) -> Result<SingleResult, StoreError> {
        let Outgoing { event_id, .. } = &event.outgoing;
        let Err(error) = self.send(&[event]).await else {
            self.mark_delivered(&[&event.outgoing]).await?;
            return Ok(SingleResult::Delivered);
        };
        match failure_scope(&error) {
            FailureScope::Service => {
                self.detector.record_outage();
                return Ok(SingleResult::NotSent(error));
            }
            FailureScope::None => return Ok(SingleResult::NotSent(error)),
            FailureScope::Events => {
                self.dead_letter(event_id, &reason(&error)).await?;
                self.record_success(vec![event_id]).await?;
                return Ok(SingleResult::Rejected);
            }
            FailureScope::Unknown => {}
        }
        let failed = FailedEntry {
            id: event_id.clone(),
            attempts: event.attempts,
            reason: reason(&error),
        };
        Ok(match self.detector.record_failure(failed) {
            FailureCause::Entry(failed) => {
                self.record_failure(failed).await?;
                SingleResult::Rejected
            }
            FailureCause::Unclear => SingleResult::Unclear(error),
            FailureCause::Outage => SingleResult::Outage(error),
        })
    }

    pub(super) async fn send(&self, events: &[&QueuedEvent]) -> Result<(), Error> {
        let Some(first) = events.first() else {
            return Ok(());
        };
        let sensor = &first.outgoing.sensor;
        let events: Vec<_> = events.iter().map(|it| &it.outgoing.event).collect();
        let caliper = self.timeback.caliper();
        caliper.send_prepared(sensor, &events).await.map(|_| ())
    }

    fn record_outage(&mut self, error: Error) -> DeliveryError {
        self.detector.record_outage();
        error.into()
    }
}

pub(super) fn student(event: &QueuedEvent) -> &str {
    &event.outgoing.timeback_id
}

/// Returns the events that fit one envelope: those of the first event's sensor, except of students with an earlier event of
/// another sensor.
fn of_one_sensor<'a>(waiting: &[&'a QueuedEvent]) -> Vec<&'a QueuedEvent> {
    let Some(sensor) = waiting.first().map(|first| &first.outgoing.sensor) else {
        return Vec::new();
    };
    let mut held_back = HashSet::new();
    let mut goes = |event: &QueuedEvent| {
        let goes = event.outgoing.sensor == *sensor && !held_back.contains(student(event));
        if !goes {
            held_back.insert(student(event).to_owned());
        }
        goes
    };
    waiting
        .iter()
        .copied()
        .filter(|event| goes(event))
        .collect()
}
