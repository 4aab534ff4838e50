use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::deadline::LastAnswer;

/// The state of recent writes.
#[derive(Debug, Clone, Default)]
pub(super) struct Writes {
    /// The last failure may mean that nothing can be written.
    in_doubt: Arc<AtomicBool>,
    pub commits: LastAnswer,
}

impl Writes {
    /// Records a commit.
    pub fn record_success(&self) {
        self.commits.record();
        self.in_doubt.store(false, Ordering::Relaxed);
    }

    /// Records a failure that is about the database.
    pub fn record_failure(&self) {
        self.in_doubt.store(true, Ordering::Relaxed);
    }

    /// Whether nothing was committed since the last failure.
    pub fn are_in_doubt(&self) -> bool {
        self.in_doubt.load(Ordering::Relaxed)
    }
}
