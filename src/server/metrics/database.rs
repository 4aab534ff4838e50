//! Metrics of the database.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{exposition::Exposition, histogram::Histogram};
use database::{Database, Observation, Work};

/// The times of the database's work, and its connections.
#[derive(Debug)]
pub(super) struct DatabaseMetrics {
    database: Database,
    times: Arc<Mutex<Times>>,
}

/// The times of acquired connections and of statements, by outcome.
#[derive(Debug, Default)]
struct Times {
    acquire: ByOutcome,
    execute: ByOutcome,
}

type ByOutcome = BTreeMap<&'static str, Histogram>;

impl DatabaseMetrics {
    /// Measures this database from now on.
    pub fn of(database: &Database) -> Self {
        let times = Arc::new(Mutex::new(Times::default()));
        let observed = Arc::clone(&times);
        database.observe(move |observation| {
            let mut times = observed.lock().unwrap_or_else(PoisonError::into_inner);
            times.record(observation);
        });
        Self {
            database: database.clone(),
            times,
        }
    }

    /// Adds the metrics.
    pub fn write(&self, page: &mut Exposition) {
        let (open, idle) = self.database.connections();
        let open = usize::try_from(open).unwrap_or_default();
        let name = "database_connections";
        page.metric(name, "gauge", "Open connections to the database.");
        page.sample(name, &[("state", "idle")], idle);
        page.sample(name, &[("state", "busy")], open.saturating_sub(idle));
        let times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, help, histograms) in [
            (
                "database_acquire_duration_seconds",
                "Time until a connection to the database was free, by outcome.",
                &times.acquire,
            ),
            (
                "database_statement_duration_seconds",
                "Time until the database answered a statement, by outcome.",
                &times.execute,
            ),
        ] {
            page.metric(name, "histogram", help);
            for (outcome, histogram) in histograms {
                page.histogram(name, &[("outcome", outcome)], histogram);
            }
        }
    }
}

impl Times {
    fn record(&mut self, observation: Observation) {
        let histograms = match observation.work {
            Work::Acquire => &mut self.acquire,
            Work::Execute => &mut self.execute,
        };
        let outcome = if observation.is_failure {
            "failed"
        } else {
            "ok"
        };
        let histogram = histograms.entry(outcome).or_default();
        histogram.record(observation.elapsed);
    }
}
