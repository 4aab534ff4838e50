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
fn every_field_of_a_submission_is_parsed() {
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

/// A path in the body, the value there, and the expected problem.
const WRONG: [(&str, &str, &str, &str); 27] = [
    ("/id", "\"\"", "id", "Required"),
    ("/id", "7", "id", "Required"),
    ("/name", "\"  \"", "name", "Required"),
    ("/course", "null", "course", "Required"),
    ("/course", "\"MATH-3\"", "course", "Expected object"),
    (
        "/course",
        "{\"code\":3}",
        "course.code",
        "Expected non-empty string",
    ),
    ("/course", "{\"grade\":3}", "course.subject", "Required"),
    (
        "/course/subject",
        "\"Maths\"",
        "course.subject",
        "Expected a subject of the platform",
    ),
    ("/course/grade", "\"3\"", "course.grade", "Expected integer"),
    (
        "/course/grade",
        "14",
        "course.grade",
        "Number must be between -1 and 13",
    ),
    ("/runId", "null", "runId", "Required"),
    (
        "/runId",
        "\"6f1c1c1e000040008000000000000001\"",
        "runId",
        "Expected UUID",
    ),
    ("/endedAt", "\"2026-11-20\"", "endedAt", "Invalid datetime"),
    (
        "/endedAt",
        "\"2026-11-20T16:00:00\"",
        "endedAt",
        "Invalid datetime",
    ),
    ("/endedAt", "1", "endedAt", "Invalid datetime"),
    ("/process", "\"yes\"", "process", "Expected boolean"),
    ("/pctComplete", "\"40\"", "pctComplete", "Expected number"),
    ("/metrics", "null", "metrics", "Required"),
    ("/metrics", "[]", "metrics", "Expected object"),
    ("/metrics/xpEarned", "null", "metrics.xpEarned", "Required"),
    (
        "/metrics/xpEarned",
        "\"12\"",
        "metrics.xpEarned",
        "Expected number",
    ),
    (
        "/metrics/totalQuestions",
        "-1",
        "metrics.totalQuestions",
        WHOLE,
    ),
    (
        "/metrics/correctQuestions",
        "1.5",
        "metrics.correctQuestions",
        WHOLE,
    ),
    (
        "/metrics/masteredUnits",
        "true",
        "metrics.masteredUnits",
        WHOLE,
    ),
    (
        "/metrics/correctQuestions",
        "11",
        "metrics.correctQuestions",
        "correctQuestions cannot exceed totalQuestions.",
    ),
    ("/metrics/correctQuestions", "null", "metrics", TOGETHER),
    ("/metrics/totalQuestions", "null", "metrics", TOGETHER),
];

const WHOLE: &str = "Expected nonnegative integer";
const TOGETHER: &str = "totalQuestions and correctQuestions must be provided together.";

#[test]
fn the_error_names_the_field_and_what_was_expected() {
    for (pointer, value, field, message) in WRONG {
        let found = problem(pointer, serde_json::from_str(value).unwrap());
        assert_eq!(found, (field, message), "{pointer} {value}");
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
fn every_field_of_a_heartbeat_is_parsed() {
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
