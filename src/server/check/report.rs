use std::{error::Error, fmt};

use serde_json::{Value, json};

/// Width of the column of names.
const NAMES: usize = 21;

/// Width of the column of results.
const RESULTS: usize = 8;

/// The results of all checks, in the order in which they ran. Prints as text.
#[derive(Debug, Default)]
pub struct Report {
    checks: Vec<Check>,
}

/// A check and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The name, such as `OneRoster`.
    pub name: &'static str,
    /// The result.
    pub result: CheckResult,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    /// Passed, with a word on what was found.
    Ok(String),
    /// Failed.
    Failed {
        /// The error's message, then its cause.
        causes: Vec<String>,
        /// What to do about it.
        remedy: String,
    },
    /// Passed, with something to improve.
    Warning {
        /// What was found.
        found: String,
        /// What to do about it.
        remedy: String,
    },
    /// Not run, with the reason.
    Skipped(&'static str),
}

impl Check {
    /// A check that passed.
    pub(super) fn ok(name: &'static str, found: impl Into<String>) -> Self {
        let result = CheckResult::Ok(found.into());
        Self { name, result }
    }

    /// A check that failed with `error`, whose message and root cause are reported: those in between repeat the two.
    pub(super) fn failed(name: &'static str, error: &dyn Error, remedy: impl Into<String>) -> Self {
        let mut causes = vec![error.to_string()];
        if let Some(cause) = root_cause(error) {
            causes.push(cause.to_string());
        }
        Self::failed_because(name, causes, remedy)
    }

    /// A check that failed.
    pub(super) fn failed_because(
        name: &'static str,
        causes: Vec<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let remedy = remedy.into();
        let result = CheckResult::Failed { causes, remedy };
        Self { name, result }
    }

    /// A check that passed, with something to improve.
    pub(super) fn warning(
        name: &'static str,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let (found, remedy) = (found.into(), remedy.into());
        let result = CheckResult::Warning { found, remedy };
        Self { name, result }
    }

    /// A check that was not run.
    pub(super) fn skipped(name: &'static str, because: &'static str) -> Self {
        let result = CheckResult::Skipped(because);
        Self { name, result }
    }

    /// Whether the check passed, and found nothing to improve.
    pub fn is_ok(&self) -> bool {
        matches!(self.result, CheckResult::Ok(_))
    }

    fn is_warning(&self) -> bool {
        matches!(self.result, CheckResult::Warning { .. })
    }
}

impl Report {
    pub(super) fn add(&mut self, check: Check) {
        self.checks.push(check);
    }

    pub(super) fn ok(&mut self, name: &'static str, found: impl Into<String>) {
        self.add(Check::ok(name, found));
    }

    pub(super) fn failed(
        &mut self,
        name: &'static str,
        error: &dyn Error,
        remedy: impl Into<String>,
    ) {
        self.add(Check::failed(name, error, remedy));
    }

    pub(super) fn skipped(&mut self, name: &'static str, because: &'static str) {
        self.add(Check::skipped(name, because));
    }

    /// All checks.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Whether all checks passed.
    pub fn is_ok(&self) -> bool {
        let passed = |check: &Check| check.is_ok() || check.is_warning();
        self.checks.iter().all(passed)
    }

    /// The report as JSON: `{"ok":…,"checks":[{"name","outcome":"ok|warning|failed|skipped","detail":[…],"mend"?}]}`.
    pub fn to_json(&self) -> Value {
        let check = |check: &Check| match &check.result {
            CheckResult::Ok(found) => {
                json!({ "name": check.name, "outcome": "ok", "detail": [found] })
            }
            CheckResult::Failed { causes, remedy } => {
                json!({ "name": check.name, "outcome": "failed", "detail": causes, "mend": remedy })
            }
            CheckResult::Warning { found, remedy } => {
                json!({ "name": check.name, "outcome": "warning", "detail": [found], "mend": remedy })
            }
            CheckResult::Skipped(because) => {
                json!({ "name": check.name, "outcome": "skipped", "detail": [because] })
            }
        };
        json!({ "ok": self.is_ok(), "checks": self.checks.iter().map(check).collect::<Vec<_>>() })
    }
}

fn root_cause(error: &dyn Error) -> Option<&(dyn Error + 'static)> {
    let mut cause = error.source()?;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Some(cause)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for check in &self.checks {
            write!(f, "{check}")?;
        }
        let failed = self
            .checks
            .iter()
            .filter(|check| matches!(check.result, CheckResult::Failed { .. }))
            .count();
        match failed {
            0 if self.checks.iter().any(Check::is_warning) => {
                write!(f, "\nReady. See the warnings.")
            }
            0 => write!(f, "\nEverything is ready."),
            1 => write!(f, "\n1 check failed."),
            several => write!(f, "\n{several} checks failed."),
        }
    }
}

/// One line, and for a failure further lines below it.
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |outcome: &str, text: &str| {
            let line = format!("{:NAMES$} {outcome:RESULTS$} {text}", self.name);
            writeln!(f, "{}", line.trim_end())
        };
        let margin = " ".repeat(NAMES + RESULTS + 2);
        match &self.result {
            CheckResult::Ok(found) => line("ok", found),
            CheckResult::Warning { found, remedy } => {
                line("warning", found)?;
                writeln!(f, "{margin}→ {remedy}")
            }
            CheckResult::Skipped(because) => line("skipped", because),
            CheckResult::Failed { causes, remedy } => {
                line("failed", causes.first().map_or("", String::as_str))?;
                for cause in causes.iter().skip(1) {
                    writeln!(f, "{margin}{cause}")?;
                }
                writeln!(f, "{margin}→ {remedy}")
            }
        }
    }
}
