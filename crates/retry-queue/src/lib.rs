//! Retry policy of the queues for mails, webhook events and Timeback events: when a failed entry is retried, when it is
//! dead-lettered, and whether a failure is caused by the entry or by an outage of the receiver.
//!
//! Failures during an outage do not count against an entry, however long it lasts; only a mail or a webhook event that
//! waited for a day is not worth sending any more. An entry that fails while others succeed is retried with exponential
//! backoff and dead-lettered after its last attempt.
//!
//! Our own: retry crates such as `backon` repeat one call and know nothing of the other entries of a queue.

mod outage_detector;
mod policy;

pub use self::{
    outage_detector::{FailedEntry, FailureCause, OutageDetector},
    policy::{NextStep, RetryPolicy},
};
