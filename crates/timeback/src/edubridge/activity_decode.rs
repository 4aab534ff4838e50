//! Lenient decoding of an activity response.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Activity, FactsByDay, FactsByDayAndApp, facts_by_app};
use crate::{
    Failure,
    lenient::{Fields, LenientDecode, entries, expected},
};

/// The field `factsByApp` alone.
#[derive(Default, Deserialize)]
#[serde(transparent)]
struct ByApp {
    #[serde(deserialize_with = "facts_by_app::deserialize")]
    facts: FactsByDayAndApp,
}

/// Facts are summed, so an undecodable one is an error. `factsByApp` is decoded as a whole or left out.
impl LenientDecode for Activity {
    fn decode_fields(mut response: Fields<'_>) -> Result<Self, Failure> {
        let mut facts = FactsByDay::new();
        for (place, day, subjects) in response.entries("facts")? {
            let date: Date = day
                .parse()
                .map_err(|_| expected("facts", "expected days"))?;
            let of_day = facts.entry(date).or_default();
            for (place, subject, fact) in entries(&place, subjects)? {
                of_day.insert(subject, response.read(fact, &place)?);
            }
        }
        let ByApp {
            facts: facts_by_app,
        } = response.strict_or_default("factsByApp");
        Ok(Self {
            facts,
            facts_by_app,
        })
    }
}
