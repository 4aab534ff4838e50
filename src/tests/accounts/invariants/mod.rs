//! What holds of accounts whatever is done with them, over random sequences of operations.
//!
//! `INVARIANT_SEQUENCES` runs more sequences than usual, and `INVARIANT_SEED` begins with another one: a failure names the
//! seed of its sequence, which alone repeats it.

mod address_steps;
mod admin_steps;
mod checks;
mod people;
mod session_steps;
mod steps;

use std::env;

use database::Database;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};

use self::{checks::Checks, people::People};
use super::school::School;
use crate::store::{Store, on_both_engines};

on_both_engines![whatever_is_done_the_invariants_hold,];

const SEQUENCES: u64 = 1_000;
const STEPS: usize = 30;

async fn whatever_is_done_the_invariants_hold(store: Store) {
    let first = number("INVARIANT_SEED").unwrap_or_default();
    let sequences = number("INVARIANT_SEQUENCES").unwrap_or(SEQUENCES);
    let school = School::on(store).await;
    let database = Database::open(&school.store.url).await.unwrap();
    let checks = Checks::new(database.pool().clone());
    for seed in first..first + sequences {
        run(&school, &checks, seed).await;
    }
}

async fn run(school: &School, checks: &Checks, seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut people = People::new(school, seed);
    let mut told = Vec::new();
    for _ in 0..STEPS {
        let before = checks.entries().await;
        let step = steps::STEPS[rng.random_range(0..steps::STEPS.len())];
        let outcome = step.run(&mut people, &mut rng).await;
        told.push(format!("{step:?}: {outcome:?}"));
        let after = checks.entries().await;
        let history = || format!("seed {seed}:\n{}", told.join("\n"));
        assert!(
            !outcome.has_changed() || after > before,
            "no entry; {}",
            history()
        );
        checks.hold(&people, &history).await;
    }
    people.leave().await;
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}
