//! Leave for one call to a service, and what its end says about the service.

use std::time::Duration;

use tokio::{sync::SemaphorePermit, time::Instant};

use super::{breaker::Ticket, gate::Gate};
use crate::Failure;

/// Leave for one call. Dropped without a word, as when the caller goes away, it frees its place and says nothing about
/// the service.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    ticket: Ticket,
    admitted_at: Instant,
    is_settled: bool,
    _permit: Option<SemaphorePermit<'a>>,
}

/// What a call's end says about the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It answers.
    Well,
    /// It is down, or as good as.
    Failing,
    /// Nothing.
    Silent,
}

/// The service named a time before which it wants no calls.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pause {
    pub until: Instant,
    /// The status it said so with.
    pub status: u16,
}

impl<'a> Pass<'a> {
    /// Leave by `ticket`, given at `admitted_at`; the place taken by `permit` is kept until the call ends.
    pub fn new(
        gate: &'a Gate,
        ticket: Ticket,
        admitted_at: Instant,
        permit: Option<SemaphorePermit<'a>>,
    ) -> Self {
        Self {
            gate,
            ticket,
            admitted_at,
            is_settled: false,
            _permit: permit,
        }
    }

    /// Says how the call ended.
    pub fn settle<T>(mut self, outcome: &Result<T, Failure>) {
        self.is_settled = true;
        let failure = outcome.as_ref().err();
        let verdict = failure.map_or(Verdict::Well, |failure| {
            verdict(failure, self.admitted_at.elapsed(), self.gate.slow_after())
        });
        self.gate
            .settle(self.ticket, verdict, failure.and_then(pause));
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            self.gate.settle(self.ticket, Verdict::Silent, None);
        }
    }
}

fn verdict(failure: &Failure, elapsed: Duration, slow_after: Duration) -> Verdict {
    match failure {
        Failure::Timeout if elapsed < slow_after => Verdict::Silent,
        failure if failure.is_outage() => Verdict::Failing,
        _ => Verdict::Well,
    }
}

/// The pause that an answer asks for.
fn pause(failure: &Failure) -> Option<Pause> {
    match *failure {
        Failure::Busy {
            status,
            retry_after: Some(wait),
        } => Some(Pause {
            until: Instant::now() + wait,
            status,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_by(failure: &Failure) -> Verdict {
        verdict(failure, Duration::from_secs(2), Duration::from_secs(1))
    }

    #[test]
    fn timeouts_and_statuses_from_500_speak_of_an_outage_and_refusals_do_not() {
        let status = |status| Failure::Status {
            status,
            complaint: None,
        };
        let busy = |status| Failure::Busy {
            status,
            retry_after: None,
        };
        for failure in [Failure::Timeout, status(500), status(504), busy(503)] {
            assert_eq!(said_by(&failure), Verdict::Failing, "{failure}");
        }
        for failure in [
            busy(429),
            status(404),
            Failure::Unauthorized,
            Failure::NotJson,
        ] {
            assert_eq!(said_by(&failure), Verdict::Well, "{failure}");
        }
    }

    #[test]
    fn a_call_cut_off_soon_says_nothing() {
        let second = Duration::from_secs(1);
        let elapsed = Duration::from_millis(999);
        assert_eq!(verdict(&Failure::Timeout, elapsed, second), Verdict::Silent);
    }
}
