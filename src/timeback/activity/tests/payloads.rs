use std::time::Duration;

use serde_json::{Value, json};

use super::{
    super::{Heartbeat, Submission},
    RUN, beaten, submitted,
};

fn problem(pointer: &str, value: Value) -> (&'static str, &'static str) {
    let problem = Submission::parse(&submitted(&[(pointer, value)])).unwrap_err();
    (problem.field, problem.message)
}

#[test]
fn a_submission_is_read_in_every_field() {
    let body = submitted(&[
        ("/pctComplete", json!(140)),
        ("/process", json!(false)),
        ("/name", json!("  Halves ")),
    ]);
    let submission = Submission::parse(&body).unwrap();
    assert_eq!(submission.name, "Halves");
    assert_eq!(submission.run_id.to_string(), RUN.to_lowercase());
    assert_eq!(submission.ended_at, "2026-11-20T15:00:00Z".parse().unwrap());
    assert_eq!(submission.pct_complete, Some(100.0));
    assert_eq!(submission.process, Some(false));
    assert_eq!(submission.metrics.questions.unwrap().correct, 9);
    assert_eq!(submission.metrics.mastered_units, Some(1));
}

#[test]
fn xp_alone_is_enough_and_may_be_negative() {
    let body = submitted(&[("/metrics", json!({ "xpEarned": -3 }))]);
    let metrics = Submission::parse(&body).unwrap().metrics;
    assert!((metrics.xp_earned + 3.0).abs() < f64::EPSILON);
    assert_eq!((metrics.questions, metrics.mastered_units), (None, None));
}

#[test]
fn every_wrong_field_is_named_with_what_should_be_there() {
    let cases = [
        ("/id", json!(""), "id", "Required"),
        ("/id", json!(7), "id", "Required"),
        ("/name", json!("  "), "name", "Required"),
        ("/course", Value::Null, "course", "Required"),
        ("/course", json!("MATH-3"), "course", "Expected object"),
        (
            "/course",
            json!({ "code": 3 }),
            "course.code",
            "Expected non-empty string",
        ),
        (
            "/course",
            json!({ "grade": 3 }),
            "course.subject",
            "Required",
        ),
        (
            "/course/subject",
            json!("Maths"),
            "course.subject",
            "Expected a subject of the platform",
        ),
        (
            "/course/grade",
            json!("3"),
            "course.grade",
            "Expected integer",
        ),
        (
            "/course/grade",
            json!(14),
            "course.grade",
            "Number must be between -1 and 13",
        ),
        ("/runId", Value::Null, "runId", "Required"),
        (
            "/runId",
            json!("6f1c1c1e000040008000000000000001"),
            "runId",
            "Expected UUID",
        ),
        (
            "/endedAt",
            json!("2026-11-20"),
            "endedAt",
            "Invalid datetime",
        ),
        (
            "/endedAt",
            json!("2026-11-20T16:00:00"),
            "endedAt",
            "Invalid datetime",
        ),
        ("/endedAt", json!(1), "endedAt", "Invalid datetime"),
        ("/process", json!("yes"), "process", "Expected boolean"),
        (
            "/pctComplete",
            json!("40"),
            "pctComplete",
            "Expected number",
        ),
        ("/metrics", Value::Null, "metrics", "Required"),
        ("/metrics", json!([]), "metrics", "Expected object"),
        (
            "/metrics/xpEarned",
            Value::Null,
            "metrics.xpEarned",
            "Required",
        ),
        (
            "/metrics/xpEarned",
            json!("12"),
            "metrics.xpEarned",
            "Expected number",
        ),
        (
            "/metrics/totalQuestions",
            json!(-1),
            "metrics.totalQuestions",
            "Expected nonnegative integer",
        ),
        (
            "/metrics/correctQuestions",
            json!(1.5),
            "metrics.correctQuestions",
            "Expected nonnegative integer",
        ),
        (
            "/metrics/masteredUnits",
            json!(true),
            "metrics.masteredUnits",
            "Expected nonnegative integer",
        ),
        (
            "/metrics/correctQuestions",
            json!(11),
            "metrics.correctQuestions",
            "correctQuestions cannot exceed totalQuestions.",
        ),
        (
            "/metrics/correctQuestions",
            Value::Null,
            "metrics",
            "totalQuestions and correctQuestions must be provided together.",
        ),
        (
            "/metrics/totalQuestions",
            Value::Null,
            "metrics",
            "totalQuestions and correctQuestions must be provided together.",
        ),
    ];
    for (pointer, value, field, message) in cases {
        assert_eq!(
            problem(pointer, value.clone()),
            (field, message),
            "{pointer} {value}"
        );
    }
    for body in [json!([]), json!("x"), Value::Null] {
        assert_eq!(Submission::parse(&body).unwrap_err().field, "id");
    }
}

#[test]
fn a_course_without_code_or_grade_is_incomplete() {
    let (field, message) = problem("/course", json!({ "subject": "Math" }));
    assert_eq!(field, "course");
    assert!(message.starts_with("Must have either 'code'"));
}

#[test]
fn a_heartbeat_is_read_and_its_own_fields_are_checked() {
    let heartbeat = Heartbeat::parse(&beaten(&[])).unwrap();
    assert_eq!(heartbeat.elapsed, Duration::from_secs(59));
    for (pointer, value, message) in [
        ("/startedAt", Value::Null, "Required"),
        ("/endedAt", json!("now"), "Invalid datetime"),
        ("/elapsedMs", json!(-1), "Expected nonnegative integer"),
        ("/pausedMs", Value::Null, "Required"),
    ] {
        let problem = Heartbeat::parse(&beaten(&[(pointer, value)])).unwrap_err();
        assert_eq!((problem.field, problem.message), (&pointer[1..], message));
    }
}
