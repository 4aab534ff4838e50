//! How the client treats a platform in trouble.

use std::time::Duration;

/// Bounds on what a platform in trouble is asked. The defaults keep its load below 1.1 times what is asked for.
#[derive(Debug, Clone)]
pub struct Resilience {
    /// How many retries a hundred calls pay for.
    pub retry_percent: u32,
    /// How many retries a client may make that has hardly called yet; one comes back every ten seconds.
    pub retry_reserve: u32,
    /// How many of a service's last twenty calls may fail before it is left alone; from 1 to 20. Timeouts, broken
    /// connections and statuses from 500 count; 429 and what else the service says with intent does not.
    pub failure_threshold: u32,
    /// How long a service that failed is left alone before one call probes it.
    pub probe_interval: Duration,
    /// The pause between probes doubles up to this.
    pub longest_probe_interval: Duration,
    /// A call cut off by its deadline sooner than this says nothing about the service.
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
