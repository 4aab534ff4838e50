//! Metrics of each call to Timeback.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{exposition::Exposition, histogram::Histogram};
use timeback::{Call, CallObserver};

const DURATION: &str = "timeback_call_duration_seconds";

/// The times of calls by service, method, route template and outcome. Clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<Times>>);

type Times = BTreeMap<Key, Histogram>;
type Key = (&'static str, String, &'static str, &'static str);

impl Calls {
    /// The observer that records here.
    pub fn observer(&self) -> CallObserver {
        let calls = self.clone();
        CallObserver::new(move |call| calls.record(call))
    }

    fn record(&self, call: &Call<'_>) {
        let service = call.service.as_str();
        let key = (service, call.method.to_owned(), call.route, call.outcome);
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        times.entry(key).or_default().record(call.elapsed);
    }

    /// Adds the metrics.
    pub(super) fn write(&self, page: &mut Exposition) {
        page.metric(
            DURATION,
            "histogram",
            "Time until Timeback's response was read, by outcome: the class of its status, timeout or unreachable.",
        );
        let times = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ((service, method, route, outcome), histogram) in &*times {
            let labels = [
                ("service", *service),
                ("method", method.as_str()),
                ("route", *route),
                ("outcome", *outcome),
            ];
            page.histogram(DURATION, &labels, histogram);
        }
    }
}
