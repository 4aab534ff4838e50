use std::sync::Arc;

use rand::{TryRngCore as _, rngs::OsRng};

use identity::Env;

/// The operating system's clock and random number generator: the one place that reads its clock.
///
/// # Panics
/// The generator panics when the operating system has no randomness: nothing secret can be made then.
pub fn system_env() -> Env {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock comes from"
    )]
    let clock = Arc::new(jiff::Timestamp::now);
    let rng = Arc::new(|bytes: &mut [u8]| {
        OsRng
            .try_fill_bytes(bytes)
            .expect("the operating system has randomness");
    });
    Env::new(clock, rng)
}
