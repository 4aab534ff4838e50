use std::{error::Error, fmt};

use serde_json::{Value, json};

/// How wide the names stand.
const NAMES: usize = 21;

/// How wide the outcomes stand.
const OUTCOMES: usize = 8;

/// What was checked, in the order it was checked. Prints as lines for people.
#[derive(Debug, Default)]
pub struct Report {
    checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What, such as `OneRoster`.
    pub name: &'static str,
    /// How it went.
    pub outcome: Outcome,
}

/// How a check went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it should be; a word on what was found.
    Ok(String),
    /// It is not.
    Failed {
        /// What is wrong: a sentence, then what led to it.
        why: Vec<String>,
        /// What to do about it.
        mend: String,
    },
    /// It could not be checked; why.
    Skipped(&'static str),
}

impl Check {
    /// A check that went well.
    pub(super) fn ok(name: &'static str, found: impl Into<String>) -> Self {
        let outcome = Outcome::Ok(found.into());
        Self { name, outcome }
    }

    /// A check that failed for `error`: what it says, and its first cause; what is between repeats the two.
    pub(super) fn failed(name: &'static str, error: &dyn Error, mend: impl Into<String>) -> Self {
        let mut why = vec![error.to_string()];
        if let Some(cause) = first_cause(error) {
            why.push(cause.to_string());
        }
        Self::failed_because(name, why, mend)
    }

    /// A check that failed.
    pub(super) fn failed_because(
        name: &'static str,
        why: Vec<String>,
        mend: impl Into<String>,
    ) -> Self {
        let mend = mend.into();
        let outcome = Outcome::Failed { why, mend };
        Self { name, outcome }
    }

    /// Whether it went well.
    pub fn is_ok(&self) -> bool {
        matches!(self.outcome, Outcome::Ok(_))
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
        mend: impl Into<String>,
    ) {
        self.add(Check::failed(name, error, mend));
    }

    pub(super) fn skipped(&mut self, name: &'static str, because: &'static str) {
        let outcome = Outcome::Skipped(because);
        self.add(Check { name, outcome });
    }

    /// What was checked.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Whether everything is as it should be.
    pub fn is_ok(&self) -> bool {
        self.checks.iter().all(Check::is_ok)
    }

    /// The report for machines: `{"ok":…,"checks":[{"name","outcome":"ok|failed|skipped","detail":[…],"mend"?}]}`.
    pub fn to_json(&self) -> Value {
        let check = |check: &Check| match &check.outcome {
            Outcome::Ok(found) => json!({ "name": check.name, "outcome": "ok", "detail": [found] }),
            Outcome::Failed { why, mend } => {
                json!({ "name": check.name, "outcome": "failed", "detail": why, "mend": mend })
            }
            Outcome::Skipped(because) => {
                json!({ "name": check.name, "outcome": "skipped", "detail": [because] })
            }
        };
        json!({ "ok": self.is_ok(), "checks": self.checks.iter().map(check).collect::<Vec<_>>() })
    }
}

fn first_cause(error: &dyn Error) -> Option<&(dyn Error + 'static)> {
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
            .filter(|check| matches!(check.outcome, Outcome::Failed { .. }))
            .count();
        match failed {
            0 => write!(f, "\nEverything is ready."),
            1 => write!(f, "\n1 check failed."),
            several => write!(f, "\n{several} checks failed."),
        }
    }
}

/// One line, and for a failure lines beneath it.
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |outcome: &str, text: &str| {
            let line = format!("{:NAMES$} {outcome:OUTCOMES$} {text}", self.name);
            writeln!(f, "{}", line.trim_end())
        };
        match &self.outcome {
            Outcome::Ok(found) => line("ok", found),
            Outcome::Skipped(because) => line("skipped", because),
            Outcome::Failed { why, mend } => {
                let margin = " ".repeat(NAMES + OUTCOMES + 2);
                line("failed", why.first().map_or("", String::as_str))?;
                for cause in why.iter().skip(1) {
                    writeln!(f, "{margin}{cause}")?;
                }
                writeln!(f, "{margin}→ {mend}")
            }
        }
    }
}
