//! How many connections fit in the process's limit of open files.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files that are asked for where the system allows as many.
const WANTED: u64 = 65_536;

/// Connections of the whole process, where the limit of open files allows more: some hundred megabytes.
const MOST: usize = 24_000;

/// How many connections each listener keeps at most. The other half of the process's open files are left to databases,
/// calls to Timeback and served files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// The dashboard's.
    pub site: usize,
    /// The embedded sandbox's.
    pub sandbox: usize,
    /// The metrics'.
    pub metrics: usize,
}

impl Budget {
    /// That of this process, as its limit is now.
    pub fn of_process() -> Self {
        let limit = getrlimit(Resource::Nofile).current;
        Self::within(limit.map_or(usize::MAX, |limit| {
            usize::try_from(limit).unwrap_or(usize::MAX)
        }))
    }

    /// That of a process that may have so many files open.
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

/// Raises the limit of open files as far as the system lets a process do so by itself. The usual one, 1024, is a relic
/// for programs that could not count further.
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
        tracing::debug!(%error, "the limit of open files could not be raised");
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
