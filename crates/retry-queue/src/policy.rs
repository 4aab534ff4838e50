use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Retry policy for entries that fail while others succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Backoff after the first failure; doubles with each further one.
    pub initial_backoff: Duration,
    /// Upper bound of the backoff.
    pub max_backoff: Duration,
    /// Failed attempts after which an entry is dead-lettered.
    pub max_attempts: u32,
}

/// The next step for a failed entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Retry at this time.
    RetryAt(Timestamp),
    /// Do not retry.
    DeadLetter,
}

impl RetryPolicy {
    /// Policy for Timeback events. A student's later events wait for the earlier ones, so an undeliverable event is
    /// dead-lettered within about half a minute.
    pub const EVENTS: Self = Self {
        initial_backoff: Duration::from_secs(1),
        max_backoff: Duration::from_mins(1),
        max_attempts: 6,
    };

    /// Policy for mails. Mails do not wait for each other, and greylisting (RFC 6647) may take hours, so a mail is
    /// dead-lettered after about four hours, or when its code has expired.
    pub const MAILS: Self = Self {
        initial_backoff: Duration::from_secs(15),
        max_backoff: Duration::from_hours(1),
        max_attempts: 12,
    };

    /// Policy for webhook events. A user's later events wait for the earlier ones; an undeliverable event is dead-lettered
    /// within a day.
    pub const WEBHOOKS: Self = Self {
        initial_backoff: Duration::from_secs(5),
        max_backoff: Duration::from_hours(6),
        max_attempts: 16,
    };

    /// Returns the next step at `now` for an entry that has failed `attempts` times.
    pub fn next_step(&self, attempts: u32, now: Timestamp) -> NextStep {
        if attempts >= self.max_attempts {
            return NextStep::DeadLetter;
        }
        let backoff = SignedDuration::try_from(self.backoff(attempts)).unwrap_or_default();
        NextStep::RetryAt(now.checked_add(backoff).unwrap_or(Timestamp::MAX))
    }

    /// Returns the backoff after this many failures.
    pub fn backoff(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        self.initial_backoff
            .saturating_mul(1 << doublings)
            .min(self.max_backoff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        initial_backoff: Duration::from_secs(15),
        max_backoff: Duration::from_mins(1),
        max_attempts: 5,
    };

    #[test]
    fn backoff_doubles_up_to_the_maximum() {
        let backoffs = [1, 2, 3, 4, 1000].map(|attempts| POLICY.backoff(attempts).as_secs());
        assert_eq!(backoffs, [15, 30, 60, 60, 60]);
    }

    #[test]
    fn after_the_last_attempt_an_entry_is_dead_lettered() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + SignedDuration::from_secs(30);
        assert_eq!(POLICY.next_step(2, now), NextStep::RetryAt(later));
        assert_eq!(POLICY.next_step(5, now), NextStep::DeadLetter);
    }

    #[test]
    fn an_event_is_dead_lettered_within_a_minute_and_a_mail_or_a_webhook_within_a_day() {
        let whole = |policy: RetryPolicy| -> u64 {
            let backoffs = (1..policy.max_attempts).map(|attempts| policy.backoff(attempts));
            backoffs.sum::<Duration>().as_secs()
        };
        assert_eq!(whole(RetryPolicy::EVENTS), 31);
        assert!(whole(RetryPolicy::MAILS) < 24 * 60 * 60);
        let day_of_webhooks = 23 * 60 * 60..24 * 60 * 60;
        assert!(day_of_webhooks.contains(&whole(RetryPolicy::WEBHOOKS)));
    }
}
