//! A round after an envelope failed: its events go one by one, which shows whether one of them is at fault.

use std::collections::HashSet;

use tokio::time::sleep;

use super::{
    Waiting,
    delivery::{Delivery, Setback},
    failure::{asked_pause, reason},
    round::{Alone, BATCH, student},
};
use crate::{Error, Failure};
use retry_queue::RetryPolicy;

impl Delivery<'_> {
    /// Sends events each alone, until enough have passed or the platform shows that it takes nothing.
    pub(super) async fn send_one_by_one(&mut self, waiting: &[Waiting]) -> Result<usize, Setback> {
        let heads = heads(waiting);
        if heads.iter().all(|head| self.has_tried(head)) {
            self.tried.clear();
        }
        let (mut dealt_with, mut failure) = (0, None);
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
                Alone::Passed => dealt_with += 1,
                Alone::AtFault => {
                    dealt_with += 1;
                    held.insert(student(event));
                }
                Alone::Unclear(error) => {
                    held.insert(student(event));
                    self.tried.insert(event.outgoing.event_id.clone());
                    let asks_for_pause = asked_pause(&error).is_some();
                    failure = Some(error);
                    if asks_for_pause {
                        break;
                    }
                }
                Alone::NotTried(error) => return Err(error.into()),
                Alone::Outage(error) => {
                    self.tried.insert(event.outgoing.event_id.clone());
                    return Err(error.into());
                }
            }
            if dealt_with >= BATCH {
                break;
            }
        }
        match failure {
            Some(error) if dealt_with == 0 => {
                self.suspect_the_only(waiting, heads.len(), error).await
            }
            _ => {
                self.is_careful = false;
                self.tried.clear();
                Ok(dealt_with)
            }
        }
    }

    /// Where one student's events alone wait, nobody else shows whether the way is good. When their first one has failed
    /// as often as one may, the next one shows it: should that pass, the first is set aside, and their order is kept.
    async fn suspect_the_only(
        &mut self,
        waiting: &[Waiting],
        students: usize,
        error: Error,
    ) -> Result<usize, Setback> {
        let [first, next, ..] = waiting else {
            return Err(error.into());
        };
        if students > 1 || self.setbacks + 1 < RetryPolicy::EVENTS.max_attempts {
            return Err(error.into());
        }
        let mut sent = self.send(&[next]).await;
        if let Err(Error {
            failure: Failure::CircuitOpen { retry_after },
            ..
        }) = sent
        {
            // The first one's failures opened it.
            sleep(retry_after).await;
            sent = self.send(&[next]).await;
        }
        if sent.is_err() {
            return Err(error.into());
        }
        self.set_aside(&first.outgoing.event_id, &reason(&error))
            .await?;
        self.evidence.closed();
        self.tried.clear();
        self.is_careful = false;
        self.forget(&[&next.outgoing]).await?;
        Ok(2)
    }

    fn has_tried(&self, event: &Waiting) -> bool {
        self.tried.contains(&event.outgoing.event_id)
    }
}

/// The first event of each student.
fn heads(waiting: &[Waiting]) -> Vec<&Waiting> {
    let mut seen = HashSet::new();
    waiting
        .iter()
        .filter(|event| seen.insert(student(event)))
        .collect()
}
