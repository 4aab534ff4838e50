use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Something that happened on one node and concerns what others have in memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// An event for Timeback was queued.
    EventQueued,
    /// Timeback has a student's events.
    EventsDelivered {
        /// The student's Timeback ID.
        student: String,
        /// When the earliest of them occurred.
        occurred_at: Option<Timestamp>,
        /// The number of this change of the student's, where nodes share profiles.
        number: Option<u64>,
    },
    /// An operation on accounts has committed something.
    AccountsChanged,
    /// A session has ended, or its user has another address.
    ForgetSession(String),
    /// The user of a session has another time zone.
    ReconnectSession(String),
    /// There may have been news that are lost.
    Missed,
}
