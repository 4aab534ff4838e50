//! An answer about activity in which something is wrong.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Activity, FactsByDay, FactsByDayAndApp, facts_by_app};
use crate::{
    Failure,
    lenient::{Fields, LenientDecode, entries, expected},
};

/// [`Activity::facts_by_app`] by itself.
#[derive(Default, Deserialize)]
#[serde(transparent)]
struct ByApp {
    #[serde(deserialize_with = "facts_by_app::deserialize")]
    facts: FactsByDayAndApp,
}

/// Every fact is needed for the sums, so one that cannot be read is an error. What apps did is needed as a whole or not at
/// all.
impl LenientDecode for Activity {
    fn salvage(mut answer: Fields<'_>) -> Result<Self, Failure> {
        let mut facts = FactsByDay::new();
        for (place, day, subjects) in answer.entries("facts")? {
            let date: Date = day
                .parse()
                .map_err(|_| expected("facts", "expected days"))?;
            let of_day = facts.entry(date).or_default();
            for (place, subject, fact) in entries(&place, subjects)? {
                of_day.insert(subject, answer.read(fact, &place)?);
            }
        }
        let ByApp {
            facts: facts_by_app,
        } = answer.whole_or_empty("factsByApp");
        Ok(Self {
            facts,
            facts_by_app,
        })
    }
}
