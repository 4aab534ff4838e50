//! The world's clock: it stands still until a story moves it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use identity::{Env, Rng};
use jiff::Timestamp;
use rand::{RngCore as _, SeedableRng as _, rngs::StdRng};

/// A Friday afternoon.
pub const NOW: &str = "2026-11-20T16:00:00Z";

/// What dashboard and sandbox tell the time by. Clones are the same clock.
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

    /// Lets time pass.
    pub fn pass(&self, span: Duration) {
        let seconds = i64::try_from(span.as_secs()).unwrap();
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Whoever asks for the time next panics.
    pub fn break_once(&self) {
        self.is_broken.store(true, Ordering::SeqCst);
    }

    /// This clock, and chance that is the same in every run, and for no two processes of a world.
    pub fn env(&self) -> Env {
        let clock = self.clone();
        Env::new(Arc::new(move || clock.now()), self.rng.clone())
    }
}

fn rng() -> Rng {
    let source = std::sync::Mutex::new(StdRng::seed_from_u64(42));
    Arc::new(move |bytes: &mut [u8]| source.lock().unwrap().fill_bytes(bytes))
}

pub const MINUTE: Duration = Duration::from_mins(1);
pub const HOUR: Duration = Duration::from_hours(1);
