//! Decoding of `factsByApp`, which the platform nests in two orders: day → subject → app, and app → day → subject.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{
    Deserializer,
    de::{MapAccess, Visitor},
};

use super::{Facts, FactsByDay, FactsByDayAndApp};

/// Decodes either order, told apart by whether the outer keys are dates. Null is empty.
pub(super) fn deserialize<'de, D>(deserializer: D) -> Result<FactsByDayAndApp, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_option(EitherOrder)
}

struct EitherOrder;

impl<'de> Visitor<'de> for EitherOrder {
    type Value = FactsByDayAndApp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("facts by day, subject and app")
    }

    fn visit_none<E>(self) -> Result<FactsByDayAndApp, E> {
        Ok(FactsByDayAndApp::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, facts: D) -> Result<FactsByDayAndApp, D::Error> {
        facts.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut outer: A) -> Result<FactsByDayAndApp, A::Error> {
        let mut facts = FactsByDayAndApp::new();
        while let Some(key) = outer.next_key::<String>()? {
            if let Ok(day) = key.parse::<Date>() {
                let subjects: BTreeMap<String, BTreeMap<String, Facts>> = outer.next_value()?;
                facts.insert(day, subjects);
            } else {
                add_facts(&mut facts, &key, outer.next_value()?);
            }
        }
        Ok(facts)
    }
}

/// Adds one app's facts by day and subject.
fn add_facts(facts: &mut FactsByDayAndApp, app: &str, days: FactsByDay) {
    for (day, subjects) in days {
        let of_day = facts.entry(day).or_default();
        for (subject, fact) in subjects {
            of_day
                .entry(subject)
                .or_default()
                .insert(app.to_owned(), fact);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::edubridge::Activity;

    fn facts(xp: f64) -> Value {
        json!({
            "activityMetrics": { "xpEarned": xp, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 0 },
            "timeSpentMetrics": { "activeSeconds": "750.00", "inactiveSeconds": 0, "wasteSeconds": null },
            "apps": ["Alpha"]
        })
    }

    fn read(facts_by_app: Value) -> FactsByDayAndApp {
        let response = json!({ "facts": {}, "factsByApp": facts_by_app });
        serde_json::from_value::<Activity>(response)
            .unwrap()
            .facts_by_app
    }

    #[test]
    fn both_nesting_orders_are_decoded() {
        let by_day = read(json!({
            "2026-03-09": { "Math": { "Alpha": facts(1.0), "Beta": facts(2.0) } },
            "2026-03-10": { "Math": { "Alpha": facts(3.0) }, "Reading": { "Beta": facts(-4.5) } },
        }));
        let by_app = read(json!({
            "Alpha": { "2026-03-09": { "Math": facts(1.0) }, "2026-03-10": { "Math": facts(3.0) } },
            "Beta": { "2026-03-09": { "Math": facts(2.0) }, "2026-03-10": { "Reading": facts(-4.5) } },
        }));
        assert_eq!(by_day, by_app);
        let alpha = &by_day[&date(2026, 3, 9)]["Math"]["Alpha"];
        assert_eq!(
            [
                alpha.time_spent_metrics.active_seconds,
                alpha.time_spent_metrics.waste_seconds
            ]
            .map(f64::to_bits),
            [750.0, 0.0].map(f64::to_bits)
        );
    }

    #[test]
    fn null_and_missing_are_empty() {
        assert!(read(Value::Null).is_empty());
        assert!(read(json!({})).is_empty());
        let without: Activity = serde_json::from_value(json!({ "facts": {} })).unwrap();
        assert!(without.facts_by_app.is_empty());
    }

    #[test]
    fn another_nesting_is_an_error() {
        let response = json!({ "facts": {}, "factsByApp": { "Alpha": { "Math": facts(1.0) } } });
        assert!(serde_json::from_value::<Activity>(response).is_err());
    }
}
