//! The test clock, which stands still until a test advances it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use identity::{Env, Rng};
use jiff::{SignedDuration, Timestamp};
use rand::{RngCore as _, SeedableRng as _, rngs::StdRng};

/// A Friday afternoon.
pub const NOW: &str = "2026-11-20T16:00:00Z";

/// The clock of dashboard and sandbox. Clones are the same clock.
#[derive(Clone)]
pub struct Clock {
    seconds: Arc<AtomicI64>,
    is_broken: Arc<AtomicBool>,
    rng: Rng,
}

impl Clock {
    pub fn new() -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        Self {
            seconds: Arc::new(AtomicI64::new(now.as_second())),
            is_broken: Arc::default(),
            rng: rng(),
        }
    }

    pub fn now(&self) -> Timestamp {
        assert!(
            !self.is_broken.swap(false, Ordering::SeqCst),
            "the clock is broken"
        );
        Timestamp::from_second(self.seconds.load(Ordering::SeqCst)).unwrap()
    }

    /// Advances the clock.
    pub fn pass(&self, span: Duration) {
        let seconds = i64::try_from(span.as_secs()).unwrap();
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// The next caller of the clock panics.
    pub fn break_once(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    /// This clock, and random numbers that are the same in every run and different in each process of a world.
    pub fn env(&self) -> Env {
        self.env_apart(SignedDuration::ZERO)
    }

    /// The same, on a machine whose clock is ahead by this much.
    pub fn env_apart(&self, apart: SignedDuration) -> Env {
        let clock = self.clone();
        Env::new(Arc::new(move || clock.now() + apart), self.rng.clone())
    }
}

fn rng() -> Rng {
    let source = std::sync::Mutex::new(StdRng::seed_from_u64(42));
    Arc::new(move |bytes: &mut [u8]| source.lock().unwrap().fill_bytes(bytes))
}

pub const MINUTE: Duration = Duration::from_mins(1);
pub const HOUR: Duration = Duration::from_hours(1);
