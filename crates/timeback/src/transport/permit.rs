//! Permission for one call, and what the call's result says about the service.

use std::time::Duration;

use tokio::{sync::SemaphorePermit, time::Instant};

use super::{breaker::Ticket, service_guard::ServiceGuard};
use crate::Failure;

/// RAII permit for one call. Dropping it without a result, as when the caller is cancelled, frees its slot and records an
/// inconclusive result.
pub(super) struct Permit<'a> {
    guard: &'a ServiceGuard,
    ticket: Ticket,
    admitted_at: Instant,
    is_recorded: bool,
    _slot: Option<SemaphorePermit<'a>>,
}

/// What a call's result says about the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallResult {
    /// The service responds.
    Healthy,
    /// The service is down or overloaded.
    Failing,
    /// The result says nothing about the service.
    Inconclusive,
}

/// A pause requested by the service with `Retry-After`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pause {
    pub until: Instant,
    /// The HTTP status of that response.
    pub status: u16,
}

impl<'a> Permit<'a> {
    /// Creates a permit for `ticket`. It holds `slot` until the call ends.
    pub fn new(
        guard: &'a ServiceGuard,
        ticket: Ticket,
        admitted_at: Instant,
        slot: Option<SemaphorePermit<'a>>,
    ) -> Self {
        Self {
            guard,
            ticket,
            admitted_at,
            is_recorded: false,
            _slot: slot,
        }
    }

    /// Records the result of the call.
    pub fn record_result<T>(mut self, outcome: &Result<T, Failure>) {
        self.is_recorded = true;
        let failure = outcome.as_ref().err();
        let result = failure.map_or(CallResult::Healthy, |failure| {
            result(failure, self.admitted_at.elapsed(), self.guard.slow_after())
        });
        self.guard
            .record_result(self.ticket, result, failure.and_then(pause));
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if !self.is_recorded {
            self.guard
                .record_result(self.ticket, CallResult::Inconclusive, None);
        }
    }
}

fn result(failure: &Failure, elapsed: Duration, slow_after: Duration) -> CallResult {
    match failure {
        Failure::Timeout if elapsed < slow_after => CallResult::Inconclusive,
        failure if failure.is_outage() => CallResult::Failing,
        _ => CallResult::Healthy,
    }
}

/// The pause that a failure requests.
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

    fn result_of(failure: &Failure) -> CallResult {
        result(failure, Duration::from_secs(2), Duration::from_secs(1))
    }

    #[test]
    fn timeouts_and_5xx_count_as_outages_and_4xx_do_not() {
        let status = |status| Failure::Status {
            status,
            message: None,
        };
        let busy = |status| Failure::Busy {
            status,
            retry_after: None,
        };
        for failure in [Failure::Timeout, status(500), status(504), busy(503)] {
            assert_eq!(result_of(&failure), CallResult::Failing, "{failure}");
        }
        for failure in [
            busy(429),
            status(404),
            Failure::Unauthorized,
            Failure::NotJson,
        ] {
            assert_eq!(result_of(&failure), CallResult::Healthy, "{failure}");
        }
    }

    #[test]
    fn an_early_timeout_is_inconclusive() {
        let second = Duration::from_secs(1);
        let elapsed = Duration::from_millis(999);
        assert_eq!(
            result(&Failure::Timeout, elapsed, second),
            CallResult::Inconclusive
        );
    }
}
