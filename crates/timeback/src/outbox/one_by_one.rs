//! Delivery one by one, after an envelope failed: shows whether one of its events is the cause.

use std::collections::HashSet;

use tokio::time::sleep;

use super::{
    QueuedEvent,
    batch::{BATCH_SIZE, SingleResult, student},
    delivery::{Delivery, DeliveryError},
    failure::{asked_pause, reason},
};
use crate::{Error, Failure};
use retry_queue::RetryPolicy;

impl Delivery<'_> {
    /// Sends events one at a time, until a batch was handled or the platform appears to be down.
    pub(super) async fn send_one_by_one(
        &mut self,
        waiting: &[QueuedEvent],
    ) -> Result<usize, DeliveryError> {
        let heads = heads(waiting);
        if heads.iter().all(|head| self.has_tried(head)) {
            self.tried.clear();
        }
        let (mut handled, mut failure) = (0, None);
        let mut held = HashSet::new();
        for event in waiting {
            if held.contains(student(event)) {
                continue;
            }
            if self.has_tried(event) {
                held.insert(student(event));
                continue;
            }
            match self.send_alone(event).await? {
                SingleResult::Delivered => handled += 1,
                SingleResult::Rejected => {
                    handled += 1;
                    held.insert(student(event));
                }
                SingleResult::Unclear(error) => {
                    held.insert(student(event));
                    self.tried.insert(event.outgoing.event_id.clone());
                    let asks_for_pause = asked_pause(&error).is_some();
                    failure = Some(error);
                    if asks_for_pause {
                        break;
                    }
                }
                SingleResult::NotSent(error) => return Err(error.into()),
                SingleResult::Outage(error) => {
                    self.tried.insert(event.outgoing.event_id.clone());
                    return Err(error.into());
                }
            }
            if handled >= BATCH_SIZE {
                break;
            }
        }
        match failure {
            Some(error) if handled == 0 => {
                self.dead_letter_blocking_event(waiting, heads.len(), error)
                    .await
            }
            _ => {
                self.one_by_one = false;
                self.tried.clear();
                Ok(handled)
            }
        }
    }

    /// Handles a queue with events of one student only, where no other student's event can rule out an outage. Once the
    /// first event has used up its attempts, the next one is sent: if that succeeds, the first one is dead-lettered.
    async fn dead_letter_blocking_event(
        &mut self,
        waiting: &[QueuedEvent],
        students: usize,
        error: Error,
    ) -> Result<usize, DeliveryError> {
        let [first, next, ..] = waiting else {
            return Err(error.into());
        };
        if students > 1 || self.failures_in_a_row + 1 < RetryPolicy::EVENTS.max_attempts {
            return Err(error.into());
        }
        let mut sent = self.send(&[next]).await;
        if let Err(Error {
            failure: Failure::CircuitOpen { retry_after },
            ..
        }) = sent
        {
            // The first event's failures opened the circuit.
            sleep(retry_after).await;
            sent = self.send(&[next]).await;
        }
        if sent.is_err() {
            return Err(error.into());
        }
        self.dead_letter(&first.outgoing.event_id, &reason(&error))
            .await?;
        self.detector.record_outage();
        self.tried.clear();
        self.one_by_one = false;
        self.mark_delivered(&[&next.outgoing]).await?;
        Ok(2)
    }

    fn has_tried(&self, event: &QueuedEvent) -> bool {
        self.tried.contains(&event.outgoing.event_id)
    }
}

/// Returns the first event of each student.
fn heads(waiting: &[QueuedEvent]) -> Vec<&QueuedEvent> {
    let mut seen = HashSet::new();
    waiting
        .iter()
        .filter(|event| seen.insert(student(event)))
        .collect()
}
