use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    super::{Heartbeat, RecentHeartbeats, Student, Submission},
    beaten, submitted,
};
use crate::{AppConfig, Config, CourseError, Environment, Timeback};

fn app() -> AppConfig {
    let json = json!({
        "name": "Fraction Forge", "sensor": "https://forge.example.com/base/",
        "courses": [
            { "subject": "Math", "grade": 3, "courseCode": "MATH-3", "ids": { "staging": "c/3" } },
            { "subject": "Social Studies", "grade": 4, "ids": { "staging": "c4" } },
            { "subject": "Math", "grade": 5 }
        ]
    });
    AppConfig::parse(json.to_string().as_bytes(), Environment::Staging).unwrap()
}

fn student(timeback_id: &str) -> Student<'_> {
    Student {
        timeback_id,
        email: "student@example.com",
    }
}

fn event(timeback_id: &str, changes: &[(&str, Value)]) -> Result<Value, CourseError> {
    let mut config = Config::staging("id", "secret".into());
    config.app = Some(Arc::new(app()));
    let timeback = Timeback::new(config);
    let submission = Submission::parse(&submitted(changes)).unwrap();
    let outgoing = timeback
        .activity()
        .submission(student(timeback_id), &submission)?;
    assert_eq!(
        outgoing.event["id"],
        format!("urn:uuid:{}", outgoing.event_id)
    );
    Ok(outgoing.event)
}

#[test]
fn the_iris_are_built_from_configuration_and_encoded() {
    let event = event("u/1", &[("/id", json!("a b/c"))]).unwrap();
    let rostering = "https://api.staging.alpha-1edtech.ai/ims/oneroster/rostering/v1p2";
    assert_eq!(event["actor"]["id"], format!("{rostering}/users/u%2F1"));
    let object = &event["object"];
    assert_eq!(object["course"]["id"], format!("{rostering}/courses/c%2F3"));
    assert_eq!(object["course"]["name"], "MATH-3");
    assert_eq!(
        object["id"],
        "https://forge.example.com/base/activities/Math/g3/a%20b%2Fc"
    );
    let by_code = self::event("u1", &[("/course", json!({ "code": "MATH-3" }))]).unwrap();
    assert_eq!(
        by_code["object"]["id"],
        "https://forge.example.com/base/activities/MATH-3/halves"
    );
}

#[test]
fn a_course_without_code_is_named_by_subject_and_grade() {
    let course = json!({ "subject": "Social Studies", "grade": 4 });
    let event = event("u1", &[("/course", course)]).unwrap();
    assert_eq!(event["object"]["course"]["name"], "Social Studies G4");
}

#[test]
fn an_unknown_and_an_unsynced_course_have_different_errors() {
    let of = |course: Value| event("u1", &[("/course", course)]).unwrap_err();
    assert_eq!(of(json!({ "code": "ART-1" })), CourseError::Unknown);
    assert_eq!(
        of(json!({ "subject": "Math", "grade": 5 })),
        CourseError::NotSynced
    );
}

#[test]
fn event_ids_are_derived_from_the_submission() {
    let id =
        |student: &str, changes: &[(&str, Value)]| event(student, changes).unwrap()["id"].clone();
    let first = id("u1", &[]);
    assert_eq!(first, id("u1", &[]));
    assert_eq!(
        first,
        id("u1", &[("/metrics/xpEarned", json!(99))]),
        "a run is completed once"
    );
    let other_run = json!("6f1c1c1e-0000-4000-8000-000000000009");
    for other in [
        id("u2", &[]),
        id("u1", &[("/runId", other_run)]),
        id("u1", &[("/id", json!("thirds"))]),
    ] {
        assert_ne!(first, other);
    }
}

#[test]
fn heartbeats_are_deduplicated_for_five_minutes() {
    let recent = RecentHeartbeats::default();
    let now: Timestamp = "2026-11-20T16:00:00Z".parse().unwrap();
    let after = |seconds| now + SignedDuration::from_secs(seconds);
    let heartbeat = Heartbeat::parse(&beaten(&[])).unwrap();
    let later =
        Heartbeat::parse(&beaten(&[("/startedAt", json!("2026-11-20T15:01:00Z"))])).unwrap();
    assert!(!recent.contains("maya", &heartbeat, now));
    recent.record("maya", &heartbeat, now);
    assert!(recent.contains("maya", &heartbeat, after(300)));
    assert!(!recent.contains("theo", &heartbeat, after(1)));
    assert!(!recent.contains("maya", &later, after(1)));
    assert!(!recent.contains("maya", &heartbeat, after(301)));
}
