use serde_json::{Value, json};

use super::*;
use crate::Environment;

fn courses(rows: Value) -> Vec<EnrolledCourse> {
    let rows: Vec<Enrollment> = serde_json::from_value(rows).unwrap();
    rows.into_iter()
        .map(|row| EnrolledCourse::new(row, None))
        .collect()
}

fn enrolled(id: &str, metadata: Value) -> Value {
    json!({ "id": "e", "role": "student", "course": { "id": id, "title": id }, "metadata": metadata })
}

#[test]
fn the_first_enrollment_with_goals_sets_them() {
    let rows = courses(json!([
        enrolled("a", Value::Null),
        enrolled("b", json!({ "goals": null })),
        enrolled(
            "c",
            json!({ "goals": { "dailyXp": 12.5, "dailyLessons": null }, "other": 1 })
        ),
        enrolled("d", json!({ "goals": { "dailyXp": 99 } })),
    ]));
    let expected = Goals {
        daily_xp: Some(12.5),
        ..Goals::default()
    };
    assert_eq!(first_goals(&rows), Some(expected));
    assert_eq!(rows[3].goals.unwrap().daily_xp, Some(99.0));
}

#[test]
fn empty_goals_hide_later_ones() {
    let rows = courses(json!([
        enrolled("a", json!({ "goals": {} })),
        enrolled("b", json!({ "goals": { "dailyXp": 99 } })),
    ]));
    assert_eq!(first_goals(&rows), None);
}

#[test]
fn every_enrollment_is_a_course_in_order() {
    let rows = courses(json!([
        enrolled("b", Value::Null),
        enrolled("a", Value::Null),
        enrolled("b", Value::Null),
    ]));
    let courses: Vec<_> = rows.iter().map(EnrolledCourse::to_course).collect();
    let ids: Vec<_> = courses.iter().map(|course| course.id.as_str()).collect();
    assert_eq!(ids, ["b", "a", "b"]);
    assert!(courses.iter().all(|course| course.code == course.id));
}

#[test]
fn a_course_has_the_app_s_code_if_defined() {
    let file = json!({ "name": "App", "sensor": "https://app.example", "courses": [
        { "subject": "Math", "grade": 5, "courseCode": "MATH-5", "ids": { "staging": "a" } },
        { "subject": "Math", "grade": 6, "ids": { "staging": "b" } },
    ] });
    let app = AppConfig::parse(file.to_string().as_bytes(), Environment::Staging).unwrap();
    let codes = ["a", "b", "c"].map(|id| course_code(Some(&app), id));
    assert_eq!(codes, ["MATH-5", "b", "c"]);
}

#[test]
fn a_course_is_current_between_its_dates() {
    let mut row = enrolled("a", Value::Null);
    row["beginDate"] = json!("2026-03-01T00:00:00Z");
    row["endDate"] = json!("2026-06-01T00:00:00Z");
    let course = &courses(json!([row, enrolled("b", Value::Null)]))[..];
    let current = |now: &str| {
        let now = now.parse().unwrap();
        [
            course[0].is_current(now, &Day::Utc),
            course[0].has_ended(now, &Day::Utc),
            course[1].is_current(now, &Day::Utc),
        ]
    };
    assert_eq!(current("2026-02-28T23:59:59Z"), [false, false, true]);
    assert_eq!(current("2026-03-01T00:00:00Z"), [true, false, true]);
    assert_eq!(current("2026-06-01T00:00:00Z"), [false, true, true]);
}

#[test]
fn enrollment_dates_apply_in_the_student_s_time_zone() {
    let chicago = Day::parse("America/Chicago").unwrap();
    let has_ended = |end: &str, now: &str| {
        let mut row = enrolled("a", Value::Null);
        row["endDate"] = json!(end);
        courses(json!([row]))[0].has_ended(now.parse().unwrap(), &chicago)
    };
    // Seven in the evening of May 31 in Chicago, then the first minute of June there.
    for end in [
        "2026-06-01",
        "2026-06-01T00:00:00.000Z",
        "2026-05-31T23:59:59.999Z",
    ] {
        assert!(!has_ended(end, "2026-06-01T00:00:00Z"), "{end}");
        assert!(has_ended(end, "2026-06-01T05:00:00Z"), "{end}");
    }
    // A time of day is an exact instant.
    let at_noon = "2026-05-31T17:00:00Z";
    assert!(!has_ended(at_noon, "2026-05-31T16:59:59Z"));
    assert!(has_ended(at_noon, at_noon));
}

#[test]
fn the_current_courses_set_current_goals_together() {
    let goal = |id: &str, xp: Value, begin: &str, end: &str| {
        let mut row = enrolled(id, json!({ "goals": { "dailyXp": xp } }));
        row["beginDate"] = json!(begin);
        row["endDate"] = json!(end);
        row
    };
    let rows = courses(json!([
        goal("over", json!(20), "", "2026-06-10"),
        goal("not begun", json!(30), "2026-11-21", ""),
        goal("without", Value::Null, "", ""),
        goal("running", json!(60), "2026-08-20", "2027-06-10"),
    ]));
    let current = |now: &str| {
        let goals = current_goals(&rows, now.parse().unwrap(), &Day::Utc);
        goals.and_then(|goals| goals.daily_xp)
    };
    assert_eq!(current("2026-11-20T23:59:59Z"), Some(60.0));
    assert_eq!(current("2026-11-21T00:00:00Z"), Some(90.0));
    assert_eq!(
        first_goals(&rows).unwrap().daily_xp,
        Some(20.0),
        "officially"
    );
}

#[test]
fn goals_together_are_sums_and_the_highest_accuracy() {
    let rows = courses(json!([
        enrolled(
            "math",
            json!({ "goals": { "dailyXp": 40, "dailyActiveMinutes": 30, "dailyAccuracy": 80 } })
        ),
        enrolled(
            "reading",
            json!({ "goals": { "dailyXp": 20.5, "dailyAccuracy": 90, "dailyLessons": 2 } })
        ),
        enrolled("art", json!({})),
    ]));
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    assert_eq!(
        current_goals(&rows, now, &Day::Utc),
        Some(Goals {
            daily_xp: Some(60.5),
            daily_lessons: Some(2.0),
            daily_active_minutes: Some(30.0),
            daily_accuracy: Some(90.0),
            daily_mastered_units: None,
        })
    );
}

#[test]
fn the_days_of_an_enrollment_are_those_on_which_it_is_current() {
    let chicago = Day::parse("America/Chicago").unwrap();
    let mut row = enrolled("a", Value::Null);
    for (begin, end) in [
        ("2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z"),
        ("2026-03-01T23:59:59Z", "2026-03-03T23:59:59Z"),
        ("2026-03-02T04:00:00Z", "2026-03-03T12:00:00Z"),
    ] {
        row["beginDate"] = json!(begin);
        row["endDate"] = json!(end);
        let course = &courses(json!([row.clone()]))[0];
        let days = course.days(&chicago);
        for number in 1..=6 {
            let date = Date::constant(2026, 3, number);
            let mut hours = (0..24).map(|hour| date.at(hour, 30, 0, 0).to_zoned(chicago.zone()));
            let is_current = hours.any(|at| course.is_current(at.unwrap().timestamp(), &chicago));
            assert_eq!(days.contains(&date), is_current, "{begin} to {end}: {date}");
        }
    }
    let always = &courses(json!([enrolled("a", Value::Null)]))[0];
    assert_eq!(always.days(&chicago), Date::MIN..Date::MAX);
}
