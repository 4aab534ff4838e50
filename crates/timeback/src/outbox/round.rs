//! One round of a delivery: the oldest events in an envelope.

use std::collections::HashSet;

use super::{
    Outgoing, StoreError, Waiting,
    delivery::{Delivery, Setback},
    failure::{Speaks, asked_pause, reason, speaks},
};
use crate::Error;
use retry_queue::{Failed, Verdict};

/// Events in one envelope, at most: a kilobyte each. While one is on its way the next fill up, so a quiet outbox sends
/// at once and a busy one in large envelopes.
pub(super) const BATCH: usize = 50;

/// How far is looked for an event that passes, where others fail.
const LOOKED_THROUGH: usize = 1000;

/// What came of an event that was sent alone.
pub(super) enum Alone {
    /// The platform has it.
    Passed,
    /// It was postponed or set aside.
    AtFault,
    /// It failed, and whose fault that is cannot be known yet.
    Unclear(Error),
    /// It failed as others do: the platform takes nothing now.
    Outage(Error),
    /// It did not get through to the platform.
    NotTried(Error),
}

impl Delivery<'_> {
    /// Sends the oldest events. Answers how many were dealt with: delivered, postponed, or set aside.
    pub async fn round(&mut self) -> Result<usize, Setback> {
        self.evidence.begin_round();
        let limit = if self.is_careful {
            LOOKED_THROUGH
        } else {
            BATCH
        };
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let waiting = self.outbox.store.next_batch(limit).await?;
        if self.is_careful {
            return self.send_one_by_one(&waiting).await;
        }
        // What failed before goes alone, and after everything that did not; its student's later events wait for it.
        let (known, fresh): (Vec<_>, Vec<_>) = waiting.iter().partition(|it| it.attempts > 0);
        let held: HashSet<_> = known.iter().map(|it| student(it)).collect();
        let fresh: Vec<_> = fresh
            .into_iter()
            .filter(|it| !held.contains(student(it)))
            .collect();
        let mut dealt_with = self.send_together(&fresh).await?;
        if self.is_careful {
            // Some of them may be at fault: that is found out at once.
            return Ok(dealt_with.max(1));
        }
        for event in known {
            match self.send_alone(event).await? {
                Alone::Passed | Alone::AtFault => dealt_with += 1,
                Alone::NotTried(error) => return Err(error.into()),
                Alone::Unclear(error) | Alone::Outage(error) => {
                    self.is_careful = true;
                    return Err(error.into());
                }
            }
        }
        Ok(dealt_with)
    }

    /// Sends events in one envelope. An envelope is taken in whole or not at all: one that is refused is halved until
    /// the culprit is alone.
    async fn send_together(&mut self, waiting: &[&Waiting]) -> Result<usize, Setback> {
        let batch = of_one_sensor(waiting);
        let mut dealt_with = 0;
        let mut parts = vec![batch.as_slice()];
        while let Some(part) = parts.pop() {
            match part {
                [] => continue,
                [event] => match self.send_alone(event).await? {
                    Alone::Passed | Alone::AtFault => {}
                    Alone::NotTried(error) => return Err(error.into()),
                    Alone::Unclear(error) | Alone::Outage(error) => {
                        self.is_careful = true;
                        return Err(error.into());
                    }
                },
                events => match self.send(events).await {
                    Ok(()) => {
                        let events: Vec<_> = events.iter().map(|it| &it.outgoing).collect();
                        self.forget(&events).await?;
                    }
                    Err(error) => match speaks(&error) {
                        Speaks::Events => {
                            let (earlier, later) = part.split_at(part.len() / 2);
                            parts.extend([later, earlier]);
                            continue;
                        }
                        Speaks::Way => return Err(self.closed(error)),
                        Speaks::Nothing => return Err(error.into()),
                        Speaks::Either => {
                            self.is_careful = true;
                            return match asked_pause(&error) {
                                Some(_) => Err(error.into()),
                                None => Ok(dealt_with),
                            };
                        }
                    },
                },
            }
            dealt_with += part.len();
        }
        Ok(dealt_with)
    }

    /// Sends one event alone, and judges it where it fails.
    pub(super) async fn send_alone(&mut self, event: &Waiting) -> Result<Alone, StoreError> {
        let Outgoing { event_id, .. } = &event.outgoing;
        let Err(error) = self.send(&[event]).await else {
            self.forget(&[&event.outgoing]).await?;
            return Ok(Alone::Passed);
        };
        match speaks(&error) {
            Speaks::Way => {
                self.evidence.closed();
                return Ok(Alone::NotTried(error));
            }
            Speaks::Nothing => return Ok(Alone::NotTried(error)),
            Speaks::Events => {
                self.set_aside(event_id, &reason(&error)).await?;
                self.passed(vec![event_id]).await?;
                return Ok(Alone::AtFault);
            }
            Speaks::Either => {}
        }
        let failed = Failed {
            id: event_id.clone(),
            attempts: event.attempts,
            reason: reason(&error),
        };
        Ok(match self.evidence.failed(failed) {
            Verdict::AtFault(failed) => {
                self.count(failed).await?;
                Alone::AtFault
            }
            Verdict::Unclear => Alone::Unclear(error),
            Verdict::Outage => Alone::Outage(error),
        })
    }

    pub(super) async fn send(&self, events: &[&Waiting]) -> Result<(), Error> {
        let Some(first) = events.first() else {
            return Ok(());
        };
        let sensor = &first.outgoing.sensor;
        let events: Vec<_> = events.iter().map(|it| &it.outgoing.event).collect();
        let caliper = self.timeback.caliper();
        caliper.send_prepared(sensor, &events).await.map(|_| ())
    }

    fn closed(&mut self, error: Error) -> Setback {
        self.evidence.closed();
        error.into()
    }
}

pub(super) fn student(event: &Waiting) -> &str {
    &event.outgoing.timeback_id
}

/// The events that can go in one envelope: those of the first one's sensor, but for a student of whom an earlier event
/// has to wait for another envelope.
fn of_one_sensor<'a>(waiting: &[&'a Waiting]) -> Vec<&'a Waiting> {
    let Some(sensor) = waiting.first().map(|first| &first.outgoing.sensor) else {
        return Vec::new();
    };
    let mut held_back = HashSet::new();
    let mut goes = |event: &Waiting| {
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
