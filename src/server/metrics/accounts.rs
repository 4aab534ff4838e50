//! Metrics of accounts.

use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

use super::exposition::Exposition;
use identity::{Error, Identity};

/// How long the number of sessions is kept: it is counted one by one.
const COUNTED_EVERY: Duration = Duration::from_mins(1);

/// The number of sessions, and when it was counted.
#[derive(Debug, Default)]
pub(super) struct SessionCount(Mutex<Option<(Instant, i64)>>);

impl SessionCount {
    /// The number of sessions that are alive, counted once a minute at most.
    ///
    /// # Errors
    /// Returns an error when the query fails.
    pub async fn get(&self, identity: &Identity) -> Result<i64, Error> {
        let mut counted = self.0.lock().await;
        if let Some((at, count)) = *counted
            && at.elapsed() < COUNTED_EVERY
        {
            return Ok(count);
        }
        let count = identity.count_sessions().await?;
        *counted = Some((Instant::now(), count));
        Ok(count)
    }
}

/// Adds what happened to accounts, and how many passwords wait.
pub(super) fn accounts(page: &mut Exposition, identity: &Identity) {
    let name = "accounts_events_total";
    page.metric(
        name,
        "counter",
        "Entries that this process wrote to the audit log, by action: login, login_failed and others.",
    );
    for (action, count) in identity.event_counts() {
        page.sample(name, &[("action", action.as_str())], count);
    }
    page.gauge(
        "accounts_password_queue",
        "Passwords that are being hashed, or wait for it.",
        identity.password_queue(),
    );
}
