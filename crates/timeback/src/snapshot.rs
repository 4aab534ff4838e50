//! A profile and its progress, read from the platform at one moment.

use serde::{Deserialize, Serialize};

use super::{Progress, TimebackProfile};

/// Everything one reading of the platform says about a student. [`TimebackProfile`] is its projection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The user profile.
    pub profile: TimebackProfile,
    /// Today and the week.
    pub progress: Progress,
    /// When the platform was asked, in Unix milliseconds; of its answers, the oldest.
    pub fetched_at: i64,
}
