use std::fmt;

/// Error of loading a `timeback.config.json`.
#[derive(Debug, thiserror::Error)]
pub enum AppConfigError {
    /// The file could not be read.
    #[error("the file could not be read")]
    Unreadable(#[source] std::io::Error),
    /// The file is not JSON.
    #[error("the file is not JSON: {0}")]
    NotJson(serde_json::Error),
    /// The file is invalid. Holds all problems, in the file's order.
    #[error("{}", join_lines(.0))]
    Invalid(Vec<Problem>),
}

impl AppConfigError {
    /// Returns the problems of an invalid file; empty for other errors.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid(problems) => problems,
            Self::Unreadable(_) | Self::NotJson(_) => &[],
        }
    }
}

/// A validation problem of a `timeback.config.json`. Displays as `courses[2].grade: must be …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path, such as `courses[2].grade`; empty for the whole file.
    pub path: String,
    /// What is wrong, or what is expected.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "the file"
        } else {
            &self.path
        };
        write!(f, "{path}: {}", self.reason)
    }
}

fn join_lines(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
