use serde::{Deserialize, Serialize};

use crate::timeback::{Progress, TimebackProfile};

/// What a page is told about a student: the profile, the figures it was made from, and how old they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Who, where, which courses, which goals, how much XP.
    pub profile: TimebackProfile,
    /// Today and the week.
    pub progress: Progress,
    /// When Timeback was asked, in Unix milliseconds: tells a newer report from an older one.
    pub fetched_at: i64,
    /// Seconds since Timeback was asked, as the server's clock has it: a browser's clock may be wrong.
    pub age_seconds: u32,
}
