use std::sync::Arc;

use rand::{TryRngCore as _, rngs::OsRng};

use identity::Env;

/// The operating system's clock and random number generator. Nothing else in the application reads the clock.
///
/// # Panics
/// The generator panics when the operating system provides no randomness, as no secret could be generated.
pub fn system_env() -> Env {
    #[expect(
        clippy::disallowed_methods,
        reason = "the only place that reads the clock"
    )]
    let clock = Arc::new(jiff::Timestamp::now);
    let rng = Arc::new(|bytes: &mut [u8]| {
        OsRng
            .try_fill_bytes(bytes)
            .expect("the operating system has randomness");
    });
    Env::new(clock, rng)
}
