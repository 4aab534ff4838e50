use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;

/// A source of the current time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A cryptographically secure random number generator, which fills a buffer.
pub type Rng = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// The clock and the random number generator of a process; tests replace both.
#[derive(Clone)]
pub struct Env {
    clock: Clock,
    rng: Rng,
}

impl Env {
    /// An environment of this clock and this random number generator.
    pub fn new(clock: Clock, rng: Rng) -> Self {
        Self { clock, rng }
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// The random number generator.
    pub fn rng(&self) -> Rng {
        self.rng.clone()
    }

    /// The current time in microseconds since 1970, the unit in which instants are stored.
    pub fn now(&self) -> i64 {
        (self.clock)().as_microsecond()
    }

    /// The instant `span` from now, in microseconds since 1970.
    pub fn after(&self, span: Duration) -> i64 {
        self.now().saturating_add(micros(span))
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.rng)(&mut bytes);
        bytes
    }

    /// A new identifier: a UUID of version 7, so that rows are stored in the order of their creation.
    pub fn id(&self) -> String {
        let random = self.bytes();
        let millis = u64::try_from((self.clock)().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random)
            .into_uuid()
            .to_string()
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

/// The instant that is stored as `micros`, in microseconds since 1970.
pub fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// The length of `span` in microseconds, the unit in which instants are stored.
pub fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
