//! Decoding of `facts`.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, MapAccess},
};

use super::{
    DayTable, SubjectFigures,
    object::{Entries, Name, Object, Record},
    rows::SubjectRows,
};
use crate::{
    edubridge::ActivityMetrics,
    lenient::{number_or_zero, or_empty},
};

/// Decodes `facts`.
pub(super) fn deserialize<'de, D>(deserializer: D) -> Result<DayTable<SubjectFigures>, D::Error>
where
    D: Deserializer<'de>,
{
    let mut rows = SubjectRows::default();
    Object(Days(&mut rows)).deserialize(deserializer)?;
    Ok(rows.into_table())
}

/// The fields that are read of the facts of a subject.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SubjectFacts {
    #[serde(deserialize_with = "or_empty")]
    activity_metrics: ActivityMetrics,
    #[serde(default)]
    time_spent_metrics: Option<Record<ActiveTime>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ActiveTime {
    #[serde(default, deserialize_with = "number_or_zero")]
    active_seconds: f64,
}

/// `facts`: subjects by day.
struct Days<'a>(&'a mut SubjectRows);

impl Entries for Days<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, days: &mut A) -> Result<bool, A::Error> {
        let Some(day) = days.next_key()? else {
            return Ok(false);
        };
        self.0.begin_day(day);
        days.next_value_seed(Object(Subjects(self.0)))?;
        Ok(true)
    }
}

/// The facts of a day by subject.
struct Subjects<'a>(&'a mut SubjectRows);

impl Entries for Subjects<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, subjects: &mut A) -> Result<bool, A::Error> {
        let Some(subject) = subjects.next_key_seed(Name(&mut self.0.subjects))? else {
            return Ok(false);
        };
        let Record(facts): Record<SubjectFacts> = subjects.next_value()?;
        let time = facts.time_spent_metrics;
        let figures = SubjectFigures {
            activity_metrics: facts.activity_metrics,
            active_seconds: time.map_or(0.0, |Record(time)| time.active_seconds),
        };
        self.0.push(subject, figures);
        Ok(true)
    }
}
