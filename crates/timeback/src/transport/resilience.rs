//! Settings of retries and circuit breaking.

use std::time::Duration;

/// Limits on retries and on calls to a failing service. With the defaults, retries add less than 10 % to the load.
#[derive(Debug, Clone)]
pub struct Resilience {
    /// Retries allowed per hundred calls.
    pub retry_percent: u32,
    /// Retries allowed on top of that, for clients with few calls; refilled by one every ten seconds.
    pub retry_reserve: u32,
    /// Failures among a service's last twenty calls that open its circuit; from 1 to 20. Timeouts, connection errors and
    /// 5xx statuses count as failures; 429 and other 4xx statuses do not.
    pub failure_threshold: u32,
    /// Time between the opening of a circuit and its first probe.
    pub probe_interval: Duration,
    /// Upper bound of the interval between probes, which doubles with each one.
    pub longest_probe_interval: Duration,
    /// Minimum duration of a timed-out call to count as a failure of the service.
    pub slow_after: Duration,
}

impl Default for Resilience {
    fn default() -> Self {
        Self {
            retry_percent: 10,
            retry_reserve: 3,
            failure_threshold: 10,
            probe_interval: Duration::from_secs(1),
            longest_probe_interval: Duration::from_secs(5),
            slow_after: Duration::from_secs(1),
        }
    }
}
