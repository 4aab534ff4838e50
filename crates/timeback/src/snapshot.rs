//! Snapshot of a profile and its progress.

use serde::{Deserialize, Serialize};

use super::{Progress, TimebackProfile};

/// A profile with progress, loaded at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The user profile.
    pub profile: TimebackProfile,
    /// Today's and the week's activity.
    pub progress: Progress,
    /// When the oldest part was requested, in Unix milliseconds.
    pub fetched_at: i64,
}
