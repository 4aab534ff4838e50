use std::sync::Arc;

use rand::{TryRngCore as _, rngs::OsRng};

use identity::Surroundings;

/// Time and chance as the operating system has them: the one place that reads its clock.
///
/// # Panics
/// The source of chance, when the operating system has none: nothing secret can be made then.
pub fn surroundings() -> Surroundings {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock comes from"
    )]
    let clock = Arc::new(jiff::Timestamp::now);
    let random = Arc::new(|bytes: &mut [u8]| {
        OsRng
            .try_fill_bytes(bytes)
            .expect("the operating system has randomness");
    });
    Surroundings::new(clock, random)
}
