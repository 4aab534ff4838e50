//! A fuzzing campaign on all processors. The first failing input is shrunk and saved to a file.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use super::{
    input::{Input, Seed},
    parser::Parser,
};

const PROGRESS_EVERY: u64 = 1_000_000;

/// A number of executions from a seed.
pub struct Campaign {
    pub executions: u64,
    pub seed: u64,
}

/// An input for which a parser failed.
pub struct Finding {
    parser: &'static str,
    problem: String,
    response: Vec<u8>,
}

impl Campaign {
    /// Runs the campaign until the first finding.
    pub fn run(&self) -> Result<(), Finding> {
        let threads = thread::available_parallelism().map_or(1, usize::from) as u64;
        let progress = Progress::new(self.executions);
        thread::scope(|scope| {
            let run = |number: u64| {
                let executions =
                    self.executions / threads + u64::from(number < self.executions % threads);
                let (seed, progress) = (self.seed.wrapping_add(number), &progress);
                scope.spawn(move || run(executions, seed, progress))
            };
            let runs: Vec<_> = (0..threads).map(run).collect();
            let mut ends = runs.into_iter().map(|run| run.join().unwrap());
            ends.find(Result::is_err).unwrap_or(Ok(()))
        })
    }
}

fn run(executions: u64, seed: u64, progress: &Progress) -> Result<(), Finding> {
    let parsers = Parser::all();
    let seeds = Seed::all(&parsers);
    let config = Config {
        cases: u32::try_from(executions).unwrap(),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&Input::any(), |input| {
        let (parser, response) = input.response(&seeds);
        progress.count();
        let checked = parsers[parser].check(&response);
        checked.map(drop).map_err(TestCaseError::fail)
    });
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Err(TestError::Fail(problem, input)) => {
            let (parser, response) = input.response(&seeds);
            Err(Finding {
                parser: parsers[parser].name,
                problem: problem.to_string(),
                response,
            })
        }
    }
}

impl Finding {
    /// Saves the input to a file in `folder`.
    pub fn save(&self, folder: &Path) -> PathBuf {
        fs::create_dir_all(folder).unwrap();
        let file = folder.join(format!("{}.input", self.parser));
        fs::write(&file, &self.response).unwrap();
        file
    }

    /// Returns the parser's failure.
    pub fn problem(&self) -> &str {
        &self.problem
    }
}

/// Prints the progress from time to time.
struct Progress {
    done: AtomicU64,
    all: u64,
    began_at: Instant,
}

impl Progress {
    fn new(all: u64) -> Self {
        Self {
            done: AtomicU64::new(0),
            all,
            began_at: Instant::now(),
        }
    }

    fn count(&self) {
        let done = 1 + self.done.fetch_add(1, Ordering::Relaxed);
        if done.is_multiple_of(PROGRESS_EVERY) {
            let seconds = self.began_at.elapsed().as_secs().max(1);
            eprintln!(
                "{done} of {} executions, {} a second",
                self.all,
                done / seconds
            );
        }
    }
}
