//! The SDK's EduBridge client against the sandbox; sums are verified against the raw responses.

mod activity;
mod curriculum;
mod enrollment_changes;
mod enrollments;

use serde_json::Value;
use timeback::{Config, Timeback, edubridge::Activity};

use super::{clock::Clock, platform::Platform};

const MAYA: &str = "maya-okafor";

/// A platform, the SDK's client, and a raw HTTP client.
struct World {
    platform: Platform,
    timeback: Timeback,
    token: String,
}

impl World {
    async fn new() -> Self {
        let platform = Platform::start(&Clock::new()).await;
        let timeback = Timeback::new(Config::sandbox(&platform.origin));
        let token = platform.token().await;
        Self {
            platform,
            timeback,
            token,
        }
    }

    async fn raw(&self, path: &str, query: &[(&str, &str)]) -> Value {
        self.platform.read(&self.token, path, query).await
    }

    /// The longest possible period.
    async fn raw_activity(&self, student: &str) -> Value {
        let query = [
            ("startDate", "2000-01-01T00:00:00.000Z"),
            ("endDate", "2026-11-20T23:59:59.999Z"),
            ("studentId", student),
        ];
        self.raw("/edubridge/analytics/activity", &query).await
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.platform.stop();
    }
}

/// The sum of all fields with this name at any depth, whether numbers or strings.
fn sum(value: &Value, field: &str) -> f64 {
    let number = |value: &Value| match value {
        Value::String(text) => text.parse().unwrap(),
        other => other.as_f64().unwrap_or_default(),
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                if name == field {
                    number(value)
                } else {
                    sum(value, field)
                }
            })
            .sum(),
        Value::Array(items) => items.iter().map(|item| sum(item, field)).sum(),
        _ => 0.0,
    }
}

#[track_caller]
fn assert_same(ours: f64, raw: f64) {
    assert!((ours - raw).abs() < 1e-6, "{ours} is not {raw}");
}

#[track_caller]
fn assert_sums(activity: &Activity, raw: &Value) {
    let (work, time) = (activity.activity_metrics(), activity.time_spent_metrics());
    for (ours, field) in [
        (work.xp_earned, "xpEarned"),
        (work.total_questions, "totalQuestions"),
        (work.correct_questions, "correctQuestions"),
        (work.mastered_units, "masteredUnits"),
        (time.active_seconds, "activeSeconds"),
        (time.inactive_seconds, "inactiveSeconds"),
        (time.waste_seconds, "wasteSeconds"),
    ] {
        assert_same(ours, sum(&raw["facts"], field));
    }
}
