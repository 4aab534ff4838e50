use super::{SettingsError, source::Raw};
use identity::limits::ReadRate;

/// Default sustained rate of profile reads per account, per second; a page with its live parts stays far below.
const READS: u32 = 10;

pub(super) fn read_rate(raw: &Raw) -> Result<ReadRate, SettingsError> {
    const MOST: u32 = 1_000_000;
    let reads = match raw.profile_rate_limit.as_deref() {
        None => Some(READS),
        Some(text) => text.parse().ok().filter(|reads| (1..=MOST).contains(reads)),
    };
    reads
        .map(ReadRate::per_second)
        .ok_or(SettingsError::Invalid {
            name: "PROFILE_RATE_LIMIT",
            must: "a number of requests a second, from 1 to 1000000",
        })
}
