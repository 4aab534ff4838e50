//! All the calls to one platform, by whichever handle: a gate for each service, room for so many, a budget for retries.

use std::sync::Mutex;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout_at},
};

use super::{budget::RetryBudget, flight::lock, gate::Gate, pass::Pass};
use crate::{
    Config, Failure, Health, Service, ServiceHealth,
    lenient::{LeftOut, Reported},
};

/// What the clones of a client share.
pub(super) struct Traffic {
    gates: [Gate; Service::ALL.len()],
    budget: Mutex<RetryBudget>,
    room: Semaphore,
    max_concurrency: usize,
    left_out: Reported,
}

impl Traffic {
    /// No traffic yet.
    pub fn new(config: &Config) -> Self {
        let max_concurrency = config.max_concurrency.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            gates: Service::ALL.map(|service| Gate::new(service, &config.resilience)),
            budget: Mutex::new(RetryBudget::new(&config.resilience, Instant::now())),
            room: Semaphore::new(max_concurrency),
            max_concurrency,
            left_out: Reported::default(),
        }
    }

    /// Leave to call `service`, waited for until `deadline`. What waits for a pause or a probe takes no room meanwhile.
    pub async fn pass(
        &self,
        service: Service,
        deadline: Instant,
        is_retry: bool,
    ) -> Result<Pass<'_>, Failure> {
        let gate = self.gate(service);
        loop {
            gate.clear(deadline).await?;
            let room = match service {
                // One at a time by itself, and everybody else waits for it.
                Service::Token => None,
                _ => Some(self.room(gate, deadline).await?),
            };
            if let Some(pass) = gate.admit(room, is_retry) {
                if !is_retry {
                    lock(&self.budget).deposit();
                }
                return Ok(pass);
            }
        }
    }

    /// Pays for a retry, if the budget allows one.
    pub fn pay_for_retry(&self) -> bool {
        lock(&self.budget).withdraw(Instant::now())
    }

    /// Counts and logs what was left out of an answer of `service` to a question by `route`, if anything was.
    pub fn leave_out(&self, service: Service, route: &'static str, left_out: &LeftOut) {
        if left_out.count() > 0 {
            self.left_out.log(service, route, left_out);
        }
    }

    /// How each service is doing.
    pub fn health(&self, config: &Config) -> Health {
        let services = self.gates.iter();
        Health {
            services: services.map(|gate| self.health_of(gate, config)).collect(),
        }
    }

    fn health_of(&self, gate: &Gate, config: &Config) -> ServiceHealth {
        let health = gate.health(&config.clock);
        ServiceHealth {
            left_out: self.left_out.count(health.service),
            ..health
        }
    }

    async fn room(&self, gate: &Gate, deadline: Instant) -> Result<SemaphorePermit<'_>, Failure> {
        let room = timeout_at(deadline, self.room.acquire()).await;
        // The semaphore is never closed: without a permit there was no room in time.
        room.ok().and_then(Result::ok).ok_or_else(|| {
            gate.refuse();
            Failure::Saturated {
                limit: self.max_concurrency,
            }
        })
    }

    fn gate(&self, service: Service) -> &Gate {
        &self.gates[service as usize]
    }
}
