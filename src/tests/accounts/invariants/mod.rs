//! What holds of accounts whatever is done with them, over random sequences of operations.
//!
//! `INVARIANT_SEQUENCES` runs more sequences than usual, `INVARIANT_STEPS` longer ones, and `INVARIANT_SEED` begins with
//! another one: a failure names the seed of its sequence, which alone repeats it.

mod address_steps;
mod admin_steps;
mod checks;
mod code_steps;
mod deeds;
mod external_steps;
mod history;
mod link_steps;
mod observed;
mod people;
mod person;
mod phone_steps;
mod provider;
mod queries;
mod race_steps;
mod session_steps;
mod steps;

use std::{collections::BTreeSet, env};

use database::Database;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};

use self::{
    checks::Checks,
    history::History,
    people::{People, Setting},
    provider::Provider,
    steps::Step,
};
use super::mailed_codes::strict;
use crate::store::{Store, on_both_engines};

on_both_engines![whatever_is_done_the_invariants_hold,];

const SEQUENCES: u64 = 1_000;
const STEPS: u64 = 30;

async fn whatever_is_done_the_invariants_hold(store: Store) {
    let first = number("INVARIANT_SEED").unwrap_or_default();
    let sequences = number("INVARIANT_SEQUENCES").unwrap_or(SEQUENCES);
    let setting = set_up(store).await;
    let database = Database::open(&setting.school.store.url).await.unwrap();
    let checks = Checks::new(database.pool().clone());
    let mut changing = BTreeSet::new();
    for seed in first..first + sequences {
        run(&setting, &checks, seed, &mut changing).await;
    }
    // A step that is always refused tests nothing; a used code must be.
    changing.insert(Step::ReplayCode);
    let mut idle = steps::STEPS.iter().filter(|it| !changing.contains(*it));
    let idle = idle.next().filter(|_| sequences >= SEQUENCES);
    assert!(idle.is_none(), "{idle:?} never changed anything");
}

async fn set_up(store: Store) -> Setting {
    let provider = Provider::start().await;
    let mut school = strict(store).await;
    let lenient = school.store.identity(&school.clock).await;
    let with_providers = |identity: identity::Identity| {
        identity
            .with_external_providers(provider.clients())
            .unwrap()
    };
    school.identity = with_providers(school.identity);
    Setting {
        lenient: with_providers(lenient),
        school,
        provider,
    }
}

/// Notes the steps that changed something.
async fn run(setting: &Setting, checks: &Checks, seed: u64, changing: &mut BTreeSet<Step>) {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut people = People::new(setting, seed);
    let mut history = History::new(seed);
    let mut before = checks.hold(&mut people).await;
    for _ in 0..number("INVARIANT_STEPS").unwrap_or(STEPS) {
        let step = steps::STEPS[rng.random_range(0..steps::STEPS.len())];
        history.begin(step);
        let outcome = step.run(&mut people, &mut rng).await;
        history.end(&outcome);
        assert!(!outcome.has_failed(), "an internal failure");
        let after = checks.hold(&mut people).await;
        assert!(!outcome.has_changed() || after > before, "no entry");
        before = after;
        if outcome.has_changed() {
            changing.insert(step);
        }
    }
    people.leave().await;
    checks.forget_mails().await;
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok()?.parse().ok()
}
