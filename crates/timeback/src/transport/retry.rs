//! Retry schedule: `Retry-After` if the service sends it, else exponential backoff with jitter.
//!
//! Not `backon`: the delay depends on each failure, and a retry needs the budget's and the deadline's consent.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use reqwest::{
    Response,
    header::{HeaderMap, RETRY_AFTER},
};

use crate::{Clock, Failure};

/// Maximum attempts for a busy service, including the first.
const MAX_ATTEMPTS: u32 = 3;

/// Maximum delay before the retry of a failed request.
const MAX_FIRST_DELAY: Duration = Duration::from_millis(500);

/// Upper bound for `Retry-After`.
const MAX_RETRY_AFTER: Duration = Duration::from_mins(1);

/// Source of jitter: returns a factor between 0 and 1 by which retry delays vary.
#[derive(Clone)]
pub struct Jitter(Arc<dyn Fn() -> f64 + Send + Sync>);

impl Jitter {
    /// Creates jitter from a function.
    pub fn new(factor: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(factor))
    }

    /// Returns the next factor, clamped to 0 to 1.
    pub(super) fn factor(&self) -> f64 {
        (self.0)().clamp(0.0, 1.0)
    }

    /// Random jitter from the standard library's hash seeds. Not suitable for secrets.
    pub fn random() -> Self {
        Self::new(|| {
            let [high, low, ..] = RandomState::new().hash_one(()).to_be_bytes();
            f64::from(u16::from_be_bytes([high, low])) / f64::from(u16::MAX)
        })
    }
}

impl fmt::Debug for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Jitter")
    }
}

/// Maps a 429 or 503 response to [`Failure::Busy`].
pub(super) fn busy(response: &Response, clock: &Clock) -> Failure {
    Failure::Busy {
        status: response.status().as_u16(),
        retry_after: retry_after(response.headers(), clock.now()),
    }
}

/// Parses `Retry-After`: seconds or an HTTP date, at most a minute.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) if value.bytes().all(|byte| byte.is_ascii_digit()) => MAX_RETRY_AFTER,
        Err(_) => {
            let at = Timestamp::try_from(httpdate::parse_http_date(value).ok()?).ok()?;
            Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO)
        }
    };
    Some(wait.min(MAX_RETRY_AFTER))
}

/// Returns the delay before the next attempt, after `failure` ended `attempt` (counted from 1). `None` for no retry.
///
/// A busy service (429, 503) gets three attempts in total. Any other outage gets one retry if the request is repeatable,
/// after a fully random delay, so that clients that failed together do not retry together.
pub(super) fn pause(
    failure: &Failure,
    attempt: u32,
    is_repeatable: bool,
    jitter: &Jitter,
) -> Option<Duration> {
    match failure {
        Failure::Busy { retry_after, .. } if attempt < MAX_ATTEMPTS => {
            Some(retry_after.unwrap_or_else(|| backoff(attempt, jitter)))
        }
        Failure::Unreachable(_) | Failure::Interrupted(_) | Failure::Status { .. }
            if is_repeatable && attempt == 1 && failure.is_outage() =>
        {
            Some(MAX_FIRST_DELAY.mul_f64(jitter.factor()))
        }
        _ => None,
    }
}

/// Exponential backoff after `attempt`: 1 s, 2 s, and so on up to 32 s, each reduced by up to half.
pub(crate) fn backoff(attempt: u32, jitter: &Jitter) -> Duration {
    let whole = Duration::from_secs(1 << (attempt - 1).min(5));
    whole.mul_f64(1.0 - jitter.factor() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(value: &str) -> Option<u64> {
        let now: Timestamp = "2026-03-10T23:59:50Z".parse().unwrap();
        let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_parsed() {
        assert_eq!(wait("7"), Some(7));
        assert_eq!(wait("Wed, 11 Mar 2026 00:00:05 GMT"), Some(15));
    }

    #[test]
    fn a_date_in_the_past_means_now() {
        assert_eq!(wait("Tue, 10 Mar 2026 23:00:00 GMT"), Some(0));
    }

    #[test]
    fn large_values_are_limited_to_a_minute() {
        assert_eq!(wait("86400"), Some(60));
        assert_eq!(wait("99999999999999999999999999"), Some(60));
        assert_eq!(wait("Fri, 01 Jan 2100 00:00:00 GMT"), Some(60));
    }

    #[test]
    fn invalid_values_are_ignored() {
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-3"), None);
        assert_eq!(wait("1.5"), None);
    }

    #[test]
    fn the_backoff_doubles_and_jitter_takes_at_most_half() {
        let whole = Jitter::new(|| 0.0);
        let least = Jitter::new(|| 1.0);
        assert_eq!(
            [1, 2].map(|attempt| backoff(attempt, &whole).as_millis()),
            [1000, 2000]
        );
        assert_eq!(
            [1, 2].map(|attempt| backoff(attempt, &least).as_millis()),
            [500, 1000]
        );
    }

    #[test]
    fn an_outage_is_retried_once_if_the_request_is_repeatable() {
        let last = Jitter::new(|| 1.0);
        let status = |status| Failure::Status {
            status,
            message: None,
        };
        let soon = Some(Duration::from_millis(500));
        assert_eq!(pause(&status(502), 1, true, &last), soon);
        assert_eq!(pause(&status(502), 2, true, &last), None);
        assert_eq!(pause(&status(502), 1, false, &last), None);
        assert_eq!(pause(&status(404), 1, true, &last), None);
        assert_eq!(pause(&Failure::Timeout, 1, true, &last), None);
    }

    #[test]
    fn random_jitter_is_between_0_and_1() {
        let jitter = Jitter::random();
        assert!((0..100).all(|_| (0.0..=1.0).contains(&jitter.factor())));
    }
}
