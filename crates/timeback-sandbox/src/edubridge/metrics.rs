//! Sums of facts by day, subject and app.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::school::fact::{ActivityMeasure, Fact, Measure, TimeMeasure};

/// Sums by a key.
type By<T> = BTreeMap<String, T>;

/// The sums of one day and subject.
#[derive(Debug, Default)]
struct Metrics {
    activity: ActivityMeasure,
    time: TimeMeasure,
    apps: BTreeSet<String>,
}

/// The values of `facts` and `factsByApp`.
#[derive(Debug, Default)]
pub struct Sums {
    by_subject: By<By<Metrics>>,
    by_app: By<By<By<Metrics>>>,
}

impl Sums {
    /// Sums facts by the days of `zone`. Days without facts are absent.
    pub fn new<'f>(facts: impl Iterator<Item = &'f Fact>, zone: &TimeZone) -> Self {
        let mut sums = Self::default();
        for fact in facts {
            let day = fact.occurred_at.to_zoned(zone.clone()).date().to_string();
            let subject = fact.subject.name().to_owned();
            let apps = sums
                .by_app
                .entry(day.clone())
                .or_default()
                .entry(subject.clone())
                .or_default();
            apps.entry(fact.app.to_string()).or_default().add(fact);
            sums.by_subject
                .entry(day)
                .or_default()
                .entry(subject)
                .or_default()
                .add(fact);
        }
        sums
    }

    /// `facts[day][subject]`
    pub fn facts(&self) -> Value {
        nested(&self.by_subject, |subjects| {
            nested(subjects, Metrics::to_json)
        })
    }

    /// `factsByApp[day][subject][app]`
    pub fn facts_by_app(&self) -> Value {
        nested(&self.by_app, |subjects| {
            nested(subjects, |apps| nested(apps, Metrics::to_json))
        })
    }
}

impl Metrics {
    fn add(&mut self, fact: &Fact) {
        match fact.measure {
            Measure::Activity(measure) => self.activity += measure,
            Measure::TimeSpent(measure) => self.time += measure,
        }
        if !self.apps.contains(&*fact.app) {
            self.apps.insert(fact.app.to_string());
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "activityMetrics": {
                "xpEarned": number(self.activity.xp),
                "totalQuestions": self.activity.total_questions,
                "correctQuestions": self.activity.correct_questions,
                "masteredUnits": self.activity.mastered_units,
            },
            "timeSpentMetrics": {
                "activeSeconds": number(self.time.active),
                "inactiveSeconds": number(self.time.inactive),
                "wasteSeconds": number(self.time.waste),
            },
            "apps": self.apps,
        })
    }
}

fn nested<T>(entries: &By<T>, to_json: impl Fn(&T) -> Value) -> Value {
    entries
        .iter()
        .map(|(key, entry)| (key.clone(), to_json(entry)))
        .collect()
}

/// Formats a number as the platform does: without a fraction if it is whole, and rounded to six decimals.
pub fn number(value: f64) -> Value {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 && rounded.abs() < 9e15 {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole, and within the range of i64"
        )]
        let whole = rounded as i64;
        whole.into()
    } else {
        rounded.into()
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_rounded_to_six_decimals() {
        let written = |value: f64| number(value).to_string();
        assert_eq!(written(12.0), "12");
        assert_eq!(written(12.5), "12.5");
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(-3.0), "-3");
        assert_eq!(written(-0.0), "0");
    }
}
