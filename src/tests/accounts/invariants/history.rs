use super::steps::{Outcome, Step};

/// What was done in a sequence so far. A test that fails meanwhile prints it.
pub struct History {
    seed: u64,
    steps: Vec<String>,
}

impl History {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            steps: Vec::new(),
        }
    }

    pub fn begin(&mut self, step: Step) {
        self.steps.push(format!("{step:?}"));
    }

    pub fn end(&mut self, outcome: &Outcome) {
        if let Some(step) = self.steps.last_mut() {
            step.extend([": ", &format!("{outcome:?}")]);
        }
    }
}

impl Drop for History {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {}:\n{}", self.seed, self.steps.join("\n"));
        }
    }
}
