use std::fmt;

/// Why a `timeback.config.json` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AppConfigError {
    /// The file could not be read.
    #[error("the file could not be read")]
    Unreadable(#[source] std::io::Error),
    /// The file is not JSON.
    #[error("the file is not JSON: {0}")]
    NotJson(serde_json::Error),
    /// The file is JSON and breaks the rules: every problem there is, in the file's order.
    #[error("{}", listed(.0))]
    Invalid(Vec<Problem>),
}

impl AppConfigError {
    /// What is wrong inside a file that could be read as JSON; nothing for the other errors.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Invalid(problems) => problems,
            Self::Unreadable(_) | Self::NotJson(_) => &[],
        }
    }
}

/// One thing wrong with a `timeback.config.json`. Prints as `courses[2].grade: must be …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `courses[2].grade`; empty for the file as a whole.
    pub path: String,
    /// What is wrong there, or what would be right.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() {
            "the file"
        } else {
            &self.path
        };
        write!(f, "{place}: {}", self.reason)
    }
}

fn listed(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
