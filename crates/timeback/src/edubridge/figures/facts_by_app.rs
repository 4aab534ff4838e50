//! Decoding of `factsByApp`.

use std::fmt;

use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};

use super::{
    DayTable,
    names::Names,
    object::{Entries, Name, Object, Record},
    rows::AppRows,
};
use crate::lenient::{number_or_zero, or_empty};

/// Decodes `factsByApp` in either of its orders, which [`facts_by_app`](crate::edubridge::facts_by_app) describes. Null is
/// empty.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<DayTable<f64>, D::Error> {
    let AppTable(table) = or_empty(deserializer)?;
    Ok(table)
}

#[derive(Default)]
struct AppTable(DayTable<f64>);

impl<'de> Deserialize<'de> for AppTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut rows = AppRows::default();
        Object(DaysOrApps(&mut rows)).deserialize(deserializer)?;
        Ok(Self(rows.into_table()))
    }
}

/// The field that is read of the facts of an app.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppFacts {
    // Null is no XP, but the field is required.
    #[serde(deserialize_with = "Option::deserialize")]
    activity_metrics: Option<Record<XpEarned>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct XpEarned {
    #[serde(deserialize_with = "number_or_zero")]
    xp_earned: f64,
}

impl AppFacts {
    fn xp(self) -> f64 {
        self.activity_metrics
            .map_or(0.0, |Record(metrics)| metrics.xp_earned)
    }
}

/// `factsByApp`: subjects by day, or days by app.
struct DaysOrApps<'a>(&'a mut AppRows);

impl Entries for DaysOrApps<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, outer: &mut A) -> Result<bool, A::Error> {
        let Some(key) = outer.next_key_seed(DayOrApp(&mut self.0.apps))? else {
            return Ok(false);
        };
        match key {
            OuterKey::Day(day) => {
                self.0.begin_day(day);
                outer.next_value_seed(Object(SubjectsOfDay(self.0)))?;
            }
            OuterKey::App(app) => {
                self.0.begin_group();
                outer.next_value_seed(Object(DaysOfApp { rows: self.0, app }))?;
            }
        }
        Ok(true)
    }
}

/// The apps of a day by subject.
struct SubjectsOfDay<'a>(&'a mut AppRows);

impl Entries for SubjectsOfDay<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, subjects: &mut A) -> Result<bool, A::Error> {
        let Some(subject) = subjects.next_key_seed(Name(&mut self.0.subjects))? else {
            return Ok(false);
        };
        self.0.begin_subject(subject);
        let rows = &mut *self.0;
        subjects.next_value_seed(Object(AppsOfSubject { rows, subject }))?;
        Ok(true)
    }
}

/// The facts of a day's subject by app.
struct AppsOfSubject<'a> {
    rows: &'a mut AppRows,
    subject: usize,
}

impl Entries for AppsOfSubject<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, apps: &mut A) -> Result<bool, A::Error> {
        let Some(app) = apps.next_key_seed(Name(&mut self.rows.apps))? else {
            return Ok(false);
        };
        let Record(facts): Record<AppFacts> = apps.next_value()?;
        self.rows.push(self.subject, app, facts.xp());
        Ok(true)
    }
}

/// The subjects of an app by day.
struct DaysOfApp<'a> {
    rows: &'a mut AppRows,
    app: usize,
}

impl Entries for DaysOfApp<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, days: &mut A) -> Result<bool, A::Error> {
        let Some(day) = days.next_key()? else {
            return Ok(false);
        };
        self.rows.begin_day_of_group(day);
        let (rows, app) = (&mut *self.rows, self.app);
        days.next_value_seed(Object(SubjectsOfApp { rows, app }))?;
        Ok(true)
    }
}

/// The facts of an app's day by subject.
struct SubjectsOfApp<'a> {
    rows: &'a mut AppRows,
    app: usize,
}

impl Entries for SubjectsOfApp<'_> {
    fn decode_next<'de, A: MapAccess<'de>>(&mut self, subjects: &mut A) -> Result<bool, A::Error> {
        let Some(subject) = subjects.next_key_seed(Name(&mut self.rows.subjects))? else {
            return Ok(false);
        };
        let Record(facts): Record<AppFacts> = subjects.next_value()?;
        self.rows.push(subject, self.app, facts.xp());
        Ok(true)
    }
}

/// A key that is a day or else an app.
struct DayOrApp<'a>(&'a mut Names);

enum OuterKey {
    Day(Date),
    App(usize),
}

impl<'de> DeserializeSeed<'de> for DayOrApp<'_> {
    type Value = OuterKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<OuterKey, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for DayOrApp<'_> {
    type Value = OuterKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<OuterKey, E> {
        Ok(match key.parse() {
            Ok(day) => OuterKey::Day(day),
            Err(_) => OuterKey::App(self.0.index(key)),
        })
    }
}
