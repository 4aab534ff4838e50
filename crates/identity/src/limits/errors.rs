use std::time::Duration;

/// Too many wrong attempts or requests, from this network address or for this account: it does not reveal which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts")]
pub struct TooManyAttempts {
    /// The time after which to retry.
    pub retry_after: Duration,
}

/// Too many mails to this e-mail address, or asked for from this network address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many mails")]
pub struct TooManyMails {
    /// The time after which another may be sent.
    pub retry_after: Duration,
}

/// Too many text messages to this phone number or to numbers like it, or asked for by this account or from this network
/// address: it does not reveal which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many text messages")]
pub struct TooManyTexts {
    /// The time after which another may be sent.
    pub retry_after: Duration,
}

impl TooManyAttempts {
    /// [`retry_after`](Self::retry_after) in whole seconds, at least one.
    pub fn retry_after_seconds(self) -> u64 {
        whole_seconds(self.retry_after)
    }
}

impl TooManyMails {
    /// [`retry_after`](Self::retry_after) in whole seconds, at least one.
    pub fn retry_after_seconds(self) -> u64 {
        whole_seconds(self.retry_after)
    }
}

impl TooManyTexts {
    /// [`retry_after`](Self::retry_after) in whole seconds, at least one.
    pub fn retry_after_seconds(self) -> u64 {
        whole_seconds(self.retry_after)
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    let seconds = wait.as_millis().div_ceil(1000).max(1);
    seconds.try_into().unwrap_or(u64::MAX)
}
