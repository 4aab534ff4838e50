use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;

use super::Token;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills bytes that nobody can guess.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Time and chance, as this process has them.
#[derive(Clone)]
pub struct Surroundings {
    clock: Clock,
    random: Random,
}

impl Surroundings {
    /// Time from `clock`, chance from `random`.
    pub fn new(clock: Clock, random: Random) -> Self {
        Self { clock, random }
    }

    /// The clock, for others who tell time by it.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// The source of chance, for others who need it.
    pub fn random(&self) -> Random {
        self.random.clone()
    }

    /// Now, in microseconds since 1970: the unit in which instants are stored.
    pub fn now(&self) -> i64 {
        (self.clock)().as_microsecond()
    }

    /// The instant `span` from now, in microseconds since 1970.
    pub fn after(&self, span: Duration) -> i64 {
        self.now().saturating_add(micros(span))
    }

    /// A new secret of 256 bits.
    pub fn token(&self) -> Token {
        Token::new(&self.random)
    }

    /// Bytes that nobody can guess.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// A new identifier: a UUID of version 7, so that rows are stored in the order they were made.
    pub fn id(&self) -> String {
        let chance = self.bytes();
        let millis = u64::try_from((self.clock)().as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &chance)
            .into_uuid()
            .to_string()
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Surroundings")
    }
}

/// The instant of so many microseconds since 1970, as it is stored.
pub fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// A span in microseconds, the unit in which instants are stored.
pub fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
