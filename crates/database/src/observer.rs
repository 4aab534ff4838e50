use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// What a database took its time for.
#[derive(Debug, Clone, Copy)]
pub struct Observation {
    /// What it did.
    pub work: Work,
    /// How long it took.
    pub elapsed: Duration,
    /// Whether it failed for a reason that is not in the statement: the database was unreachable, silent, locked or full.
    pub is_failure: bool,
}

/// What a database does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Hands out a connection of the pool.
    Acquire,
    /// Executes a statement.
    Execute,
}

type Observe = dyn Fn(Observation) + Send + Sync;

/// The function that is called with each observation, if there is one. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Observer(Arc<OnceLock<Box<Observe>>>);

impl Observer {
    /// Sets the function. Only the first call counts.
    pub fn set(&self, observe: impl Fn(Observation) + Send + Sync + 'static) {
        drop(self.0.set(Box::new(observe)));
    }

    /// Calls the function.
    pub fn report(&self, work: Work, elapsed: Duration, is_failure: bool) {
        if let Some(observe) = self.0.get() {
            observe(Observation {
                work,
                elapsed,
                is_failure,
            });
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
