//! `GET /edubridge/analytics/facts/weekly`: all facts of a week, Sunday to Saturday.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::analytics_query::AnalyticsQuery;
use super::metrics::number;
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::fact::{Fact, Measure};
use crate::school::person::Person;
use crate::school::roster::Roster;

/// Returns two rows per task: the work (`ActivityEvent`) and the time spent on it (`TimeSpentEvent`).
pub async fn of_student(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Json<Value>, ImsxError> {
    let query = AnalyticsQuery::new(&uri);
    let roster = sandbox.roster();
    let people = query.people(&roster)?;
    let zone = query.zone()?;
    let (first, last) = week_around(query.week_day(&zone)?)?;
    let mut rows = Vec::new();
    for person in people {
        let mut facts = sandbox.facts_of(person);
        facts.retain(|fact| {
            (first..=last).contains(&fact.occurred_at.to_zoned(zone.clone()).date())
        });
        facts.sort_by_key(|fact| fact.occurred_at);
        rows.extend(facts.iter().map(|fact| row(&roster, person, fact, &zone)));
    }
    Ok(Json(json!({
        "message": "Weekly facts retrieved successfully",
        "startDate": first.to_string(),
        "endDate": last.to_string(),
        "facts": rows,
    })))
}

fn week_around(day: Date) -> Result<(Date, Date), ImsxError> {
    let since_sunday = i64::from(day.weekday().since(Weekday::Sunday));
    day.checked_sub(since_sunday.days())
        .and_then(|sunday| Ok((sunday, sunday.checked_add(6.days())?)))
        .map_err(|_| ImsxError::unprocessable("weekDate is out of range."))
}

fn row(roster: &Roster, person: &Person, fact: &Fact, zone: &TimeZone) -> Value {
    let mut row = user_and_course(roster, person, fact);
    let zoned = fact.occurred_at.to_zoned(zone.clone());
    let day = zoned.date();
    let when = json!({
        "date": day.to_string(),
        "datetime": milliseconds(fact.occurred_at),
        "generatedAt": milliseconds(fact.occurred_at),
        "sendTime": milliseconds(fact.sent_at),
        "year": day.year(),
        "month": day.month(),
        "day": day.day(),
        "dayOfWeek": day.weekday().to_sunday_zero_offset(),
    });
    for part in [when, metrics(fact.measure)] {
        if let (Value::Object(row), Value::Object(part)) = (&mut row, part) {
            row.extend(part);
        }
    }
    row
}

fn user_and_course(roster: &Roster, person: &Person, fact: &Fact) -> Value {
    let course = fact
        .course_id
        .as_deref()
        .and_then(|id| roster.find_course(id));
    let mut enrollments = roster.enrollments_of(&person.id);
    let enrollment =
        enrollments.find(|enrollment| Some(&enrollment.course_id) == fact.course_id.as_ref());
    json!({
        "id": fact.id,
        "email": person.email,
        "username": null,
        "userGrade": person.grade.map(|grade| grade.to_string()),
        "userFamilyName": person.family_name,
        "userGivenName": person.given_name,
        "userId": person.id,
        "subject": fact.subject.name(),
        "app": fact.app,
        "courseId": fact.course_id,
        "courseName": course.map(|course| course.title.as_str()),
        "campusId": person.school.id,
        "campusName": person.school.name,
        "enrollmentId": enrollment.map(|enrollment| enrollment.id.as_str()),
        "activityId": fact.activity_id,
        "activityName": fact.activity_name,
        "source": "caliper",
        "alphaLevel": null,
        "sensor": fact.sensor,
    })
}

fn metrics(measure: Measure) -> Value {
    match measure {
        Measure::Activity(work) => json!({
            "eventType": "ActivityEvent",
            "totalQuestions": work.total_questions,
            "correctQuestions": work.correct_questions,
            "xpEarned": number(work.xp),
            "masteredUnits": work.mastered_units,
            "activeSeconds": null,
            "inactiveSeconds": null,
            "wasteSeconds": null,
        }),
        Measure::TimeSpent(time) => json!({
            "eventType": "TimeSpentEvent",
            "totalQuestions": null,
            "correctQuestions": null,
            "xpEarned": null,
            "masteredUnits": null,
            "activeSeconds": format!("{:.2}", time.active),
            "inactiveSeconds": format!("{:.2}", time.inactive),
            "wasteSeconds": format!("{:.2}", time.waste),
        }),
    }
}

fn milliseconds(instant: Timestamp) -> String {
    format!("{instant:.3}")
}
