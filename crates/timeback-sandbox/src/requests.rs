//! Request counts by route.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::Method;

/// Request counts by `METHOD /route/{template}`. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Requests(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    received: BTreeMap<String, u64>,
    in_flight: BTreeMap<String, u64>,
}

impl Requests {
    /// Counts a request, which is in flight until the guard is dropped.
    pub fn begin(&self, method: &Method, route: &str) -> InFlight {
        let route = format!("{method} {route}");
        let mut counts = self.lock();
        *counts.received.entry(route.clone()).or_default() += 1;
        *counts.in_flight.entry(route.clone()).or_default() += 1;
        drop(counts);
        InFlight {
            requests: self.clone(),
            route,
        }
    }

    /// Returns the counts.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.lock().received.clone()
    }

    /// Returns the requests in flight.
    pub fn in_flight(&self) -> BTreeMap<String, u64> {
        self.lock().in_flight.clone()
    }

    /// Returns and resets the counts.
    pub fn take(&self) -> BTreeMap<String, u64> {
        std::mem::take(&mut self.lock().received)
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// RAII guard of a request in flight.
#[derive(Debug)]
pub struct InFlight {
    requests: Requests,
    route: String,
}

/// Runs on client disconnects too.
impl Drop for InFlight {
    fn drop(&mut self) {
        let in_flight = &mut self.requests.lock().in_flight;
        if let Some(count) = in_flight.get_mut(&self.route) {
            *count -= 1;
        }
        in_flight.retain(|_, count| *count > 0);
    }
}
