//! EduBridge: requests and wire types. Unknown fields are ignored.
//!
//! A metric may be null, which counts as zero; a missing one is an error, lest a renamed field read as "no XP".

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::{Error, Goals, Service, request::Request, transport::Operation};

const USER_ENROLLMENTS: &str = "/edubridge/enrollments/user/{userId}";
const ACTIVITY: &str = "/edubridge/analytics/activity";

/// Some thousands of enrollments.
const ENROLLMENTS_BODY_LIMIT: usize = 8 * 1024 * 1024;

/// Years of daily facts in every subject and app.
const ACTIVITY_BODY_LIMIT: usize = 32 * 1024 * 1024;

/// A user's place in a course.
#[derive(Deserialize)]
pub(super) struct Enrollment {
    pub course: Course,
    pub metadata: Option<EnrollmentMetadata>,
}

/// The course of an enrollment.
#[derive(Deserialize)]
pub(super) struct Course {
    pub id: String,
    pub title: String,
}

/// What an enrollment says besides.
#[derive(Deserialize)]
pub(super) struct EnrollmentMetadata {
    pub goals: Option<Goals>,
}

/// Facts by UTC day and subject. Days without activity are absent.
#[derive(Deserialize)]
pub(super) struct Activity {
    pub facts: BTreeMap<Date, BTreeMap<String, Facts>>,
}

/// One subject's facts of one day, over every app.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Facts {
    pub activity_metrics: ActivityMetrics,
    pub time_spent_metrics: TimeSpentMetrics,
}

/// What was earned and answered.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActivityMetrics {
    #[serde(deserialize_with = "zero_if_null")]
    pub xp_earned: f64,
    #[serde(deserialize_with = "zero_if_null")]
    pub total_questions: f64,
    #[serde(deserialize_with = "zero_if_null")]
    pub correct_questions: f64,
    #[serde(deserialize_with = "zero_if_null")]
    pub mastered_units: f64,
}

/// How the time went.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimeSpentMetrics {
    #[serde(deserialize_with = "zero_if_null")]
    pub active_seconds: f64,
}

/// The user's enrollments, in the platform's order.
pub(super) async fn list_enrollments(
    operation: Operation<'_>,
    user_id: &str,
) -> Result<Vec<Enrollment>, Error> {
    #[derive(Deserialize)]
    struct Answer {
        data: Vec<Enrollment>,
    }
    let request = Request::get(Service::EduBridge, USER_ENROLLMENTS)
        .id(user_id)
        .body_limit(ENROLLMENTS_BODY_LIMIT);
    let answer: Answer = operation.fetch(request).await?;
    Ok(answer.data)
}

/// The user's activity from the first UTC day to the end of the last.
pub(super) async fn get_activity(
    operation: Operation<'_>,
    user_id: &str,
    first: Date,
    last: Date,
) -> Result<Activity, Error> {
    let request = Request::get(Service::EduBridge, ACTIVITY)
        .query("startDate", format!("{first}T00:00:00.000Z"))
        .query("endDate", format!("{last}T23:59:59.999Z"))
        .query("studentId", user_id)
        .body_limit(ACTIVITY_BODY_LIMIT);
    operation.fetch(request).await
}

fn zero_if_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
