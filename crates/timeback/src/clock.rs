//! Time as a parameter.

use std::{fmt, sync::Arc};

use jiff::{Timestamp, civil::Date, tz::Offset};

/// Where the SDK reads the time, so that a test can stand at 23:59.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that shows what `read` returns.
    pub fn new(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The machine's clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the clock"
    )]
    pub fn system() -> Self {
        Self::new(Timestamp::now)
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// The present UTC day: Timeback's "today".
    pub fn today(&self) -> Date {
        Offset::UTC.to_datetime(self.now()).date()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
