//! Admission of calls to one platform: a guard per service, a concurrency limit and a retry budget.

use std::sync::Mutex;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout_at},
};

use super::{
    budget::RetryBudget, permit::Permit, service_guard::ServiceGuard, single_flight::lock,
};
use crate::{
    Config, Failure, Health, Service, ServiceHealth,
    lenient::{LeftOut, LeftOutLog},
};

/// Dispatcher of calls, shared by all clones of a client.
pub(super) struct Dispatcher {
    guards: [ServiceGuard; Service::ALL.len()],
    budget: Mutex<RetryBudget>,
    slots: Semaphore,
    max_concurrency: usize,
    left_out: LeftOutLog,
}

impl Dispatcher {
    /// Creates a dispatcher with no calls in flight.
    pub fn new(config: &Config) -> Self {
        let max_concurrency = config.max_concurrency.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            guards: Service::ALL.map(|service| ServiceGuard::new(service, &config.resilience)),
            budget: Mutex::new(RetryBudget::new(&config.resilience, Instant::now())),
            slots: Semaphore::new(max_concurrency),
            max_concurrency,
            left_out: LeftOutLog::default(),
        }
    }

    /// Acquires a permit to call `service`. Takes no concurrency slot while it waits for a pause or a probe.
    ///
    /// # Errors
    /// Returns the failure to report when there is no permit before `deadline`.
    pub async fn acquire(
        &self,
        service: Service,
        deadline: Instant,
        is_retry: bool,
    ) -> Result<Permit<'_>, Failure> {
        let guard = self.guard(service);
        loop {
            guard.wait_until_clear(deadline).await?;
            let slot = match service {
                // Token requests are single-flight already, and every other call waits for them.
                Service::Token => None,
                _ => Some(self.slot(guard, deadline).await?),
            };
            if let Some(permit) = guard.admit(slot, is_retry) {
                if !is_retry {
                    lock(&self.budget).deposit();
                }
                return Ok(permit);
            }
        }
    }

    /// Withdraws the cost of one retry. Returns `false` when the budget is exhausted.
    pub fn withdraw_retry(&self) -> bool {
        lock(&self.budget).withdraw(Instant::now())
    }

    /// Counts and logs the fields left out of a response of `service`.
    pub fn record_left_out(&self, service: Service, route: &'static str, left_out: &LeftOut) {
        if left_out.count() > 0 {
            self.left_out.log(service, route, left_out);
        }
    }

    /// Returns the health of each service.
    pub fn health(&self, config: &Config) -> Health {
        let services = self.guards.iter();
        Health {
            services: services
                .map(|guard| self.health_of(guard, config))
                .collect(),
        }
    }

    fn health_of(&self, guard: &ServiceGuard, config: &Config) -> ServiceHealth {
        let health = guard.health(&config.clock);
        ServiceHealth {
            left_out: self.left_out.count(health.service),
            ..health
        }
    }

    async fn slot(
        &self,
        guard: &ServiceGuard,
        deadline: Instant,
    ) -> Result<SemaphorePermit<'_>, Failure> {
        let slot = timeout_at(deadline, self.slots.acquire()).await;
        // The semaphore is never closed: the only failure is a missed deadline.
        slot.ok().and_then(Result::ok).ok_or_else(|| {
            guard.count_refusal();
            Failure::Saturated {
                limit: self.max_concurrency,
            }
        })
    }

    fn guard(&self, service: Service) -> &ServiceGuard {
        &self.guards[service as usize]
    }
}
