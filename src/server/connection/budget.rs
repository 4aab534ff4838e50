//! Connection limits, derived from the process's limit of open files.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Requested limit of open files, where the system permits it.
const WANTED: u64 = 65_536;

/// Maximum number of connections of the process, a few hundred megabytes.
const MOST: usize = 24_000;

/// Maximum number of connections of each listener. Together they use half of the limit of open files; the rest is for
/// databases, calls to Timeback and static files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Limit of the dashboard.
    pub site: usize,
    /// Limit of the embedded sandbox.
    pub sandbox: usize,
    /// Limit of the metrics port.
    pub metrics: usize,
}

impl Budget {
    /// The budget for the process's current limit of open files.
    pub fn of_process() -> Self {
        let limit = getrlimit(Resource::Nofile).current;
        Self::within(limit.map_or(usize::MAX, |limit| {
            usize::try_from(limit).unwrap_or(usize::MAX)
        }))
    }

    /// The budget for this limit of open files.
    pub(super) fn within(open_files: usize) -> Self {
        let all = (open_files / 2).min(MOST);
        let metrics = (all / 8).clamp(1, 16);
        let sandbox = (all / 4).clamp(1, 1024);
        Self {
            site: all.saturating_sub(metrics + sandbox).max(1),
            sandbox,
            metrics,
        }
    }
}

/// Raises the soft limit of open files towards the hard limit. The usual default of 1024 exists for programs that use
/// `select`.
pub fn raise_open_file_limit() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(WANTED, |maximum| maximum.min(WANTED));
    if current.is_none_or(|current| current >= wanted) {
        return;
    }
    let raised = Rlimit {
        current: Some(wanted),
        maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::debug!(%error, "could not raise the limit of open files");
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn half_of_the_open_files_are_left_to_everything_else() {
        for (open_files, site, sandbox, metrics) in [
            (16, 5, 2, 1),
            (256, 80, 32, 16),
            (1024, 368, 128, 16),
            (65_536, 22_960, 1024, 16),
            (usize::MAX, 22_960, 1024, 16),
        ] {
            let expected = Budget {
                site,
                sandbox,
                metrics,
            };
            assert_eq!(Budget::within(open_files), expected, "{open_files}");
        }
    }
}
