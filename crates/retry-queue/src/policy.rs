use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// When an entry that failed by its own fault is tried again, and after how many tries it is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The pause after the first failure; it doubles with each one after that.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// Failed tries after which an entry is set aside.
    pub max_attempts: u32,
}

/// What happens next to an entry that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// It is tried again at this instant, and not before.
    RetryAt(Timestamp),
    /// It is not tried again.
    SetAside,
}

impl RetryPolicy {
    /// Events for Timeback. A student's later events wait for the earlier ones, so an event that cannot be delivered is
    /// set aside within half a minute or so.
    pub const EVENTS: Self = Self {
        first_pause: Duration::from_secs(1),
        longest_pause: Duration::from_mins(1),
        max_attempts: 6,
    };

    /// Mails. None waits for another one, and a server that puts a mail off (greylisting, RFC 6647) may do so for hours:
    /// a mail is set aside after four hours or so, or when its code has expired.
    pub const MAILS: Self = Self {
        first_pause: Duration::from_secs(15),
        longest_pause: Duration::from_hours(1),
        max_attempts: 12,
    };

    /// What happens at `now` to an entry that has failed this many times in all.
    pub fn next(&self, attempts: u32, now: Timestamp) -> NextStep {
        if attempts >= self.max_attempts {
            return NextStep::SetAside;
        }
        let pause = SignedDuration::try_from(self.pause_after(attempts)).unwrap_or_default();
        NextStep::RetryAt(now.checked_add(pause).unwrap_or(Timestamp::MAX))
    }

    /// The pause after this many failures.
    pub fn pause_after(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        self.first_pause
            .saturating_mul(1 << doublings)
            .min(self.longest_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        first_pause: Duration::from_secs(15),
        longest_pause: Duration::from_mins(1),
        max_attempts: 5,
    };

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses = [1, 2, 3, 4, 1000].map(|attempts| POLICY.pause_after(attempts).as_secs());
        assert_eq!(pauses, [15, 30, 60, 60, 60]);
    }

    #[test]
    fn after_the_last_attempt_an_entry_is_set_aside() {
        let now = Timestamp::UNIX_EPOCH;
        let later = now + SignedDuration::from_secs(30);
        assert_eq!(POLICY.next(2, now), NextStep::RetryAt(later));
        assert_eq!(POLICY.next(5, now), NextStep::SetAside);
    }

    #[test]
    fn an_event_is_set_aside_within_a_minute_and_a_mail_within_a_day() {
        let whole = |policy: RetryPolicy| -> u64 {
            let pauses = (1..policy.max_attempts).map(|attempts| policy.pause_after(attempts));
            pauses.sum::<Duration>().as_secs()
        };
        assert_eq!(whole(RetryPolicy::EVENTS), 31);
        assert!(whole(RetryPolicy::MAILS) < 24 * 60 * 60);
    }
}
