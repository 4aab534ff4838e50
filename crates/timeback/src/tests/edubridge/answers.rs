//! Decoding of responses with the deviations of live data.

use jiff::{civil::date, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    super::{
        upstream::{Reply, Route},
        world::World,
    },
    answering, bare_enrollment,
};
use crate::edubridge::{
    ActivityMetrics, EventType, Metric, MetricSource, Role, Student, Subject, TimeSpentMetrics,
};

/// One row of a task with metrics of both types, as adapters send it.
fn row(id: u32, day: &str, event_type: Value) -> Value {
    json!({
        "id": id, "email": "a@example.com", "date": day, "datetime": format!("{day}T15:00:00.000Z"),
        "subject": "Math", "app": "Alpha", "activityId": "t1", "eventType": event_type, "source": "caliper",
        "xpEarned": 12.5, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": null,
        "activeSeconds": "750.00", "inactiveSeconds": 30, "wasteSeconds": null,
    })
}

#[tokio::test]
async fn the_two_rows_of_a_task_count_once() {
    let world = answering(json!({ "facts": [
        row(1, "2026-03-09", json!("ActivityEvent")), row(2, "2026-03-09", json!("TimeSpentEvent")),
        row(3, "2026-03-10", json!("ActivityEvent")), row(4, "2026-03-10", json!("AssessmentEvent")),
        row(5, "2026-03-10", Value::Null),
    ] }))
    .await;
    let edubridge = world.timeback.edubridge();
    let week = edubridge
        .get_week(Student::Id("tb_1"), date(2026, 3, 10), &TimeZone::UTC)
        .await
        .unwrap();
    let work = |xp_earned: f64, questions: f64| ActivityMetrics {
        xp_earned,
        total_questions: questions,
        correct_questions: questions * 0.9,
        mastered_units: 0.0,
    };
    let time = TimeSpentMetrics {
        active_seconds: 750.0,
        inactive_seconds: 30.0,
        waste_seconds: 0.0,
    };
    assert_eq!(
        (week.first, week.last),
        (date(2026, 3, 8), date(2026, 3, 14))
    );
    assert_eq!(week.activity_metrics(), work(25.0, 20.0));
    assert_eq!(week.time_spent_metrics(), time);
    let tuesday = (work(12.5, 10.0), TimeSpentMetrics::default());
    assert_eq!(week.days()[&date(2026, 3, 10)], tuesday);
    assert_eq!(week.subjects()[&Some("Math")].1, time);
    let unknown = EventType::Other("AssessmentEvent".into());
    assert_eq!(week.rows[3].event_type, Some(unknown));
    assert!(!format!("{week:?}").contains('@'));
}

#[tokio::test]
async fn a_minimal_enrollment_and_an_unknown_role_are_decoded() {
    let world = World::new().await;
    let mut auditor = bare_enrollment();
    auditor["role"] = json!("auditor");
    auditor["beginDate"] = json!("2026-03-10");
    auditor["endDate"] = json!("");
    let response = json!({ "data": [bare_enrollment(), auditor] });
    world
        .upstream
        .always(Route::Enrollments, Reply::json(response));
    let edubridge = world.timeback.edubridge();
    let enrollments = edubridge.list_enrollments("tb_1").await.unwrap();
    let [bare, auditor] = &enrollments[..] else {
        panic!("two enrollments");
    };
    assert_eq!((bare.id.as_str(), bare.course.id.as_str()), ("7", "5"));
    assert_eq!((&bare.school, bare.metadata.goals), (&None, None));
    assert_eq!(auditor.role, Role::Other("auditor".into()));
    assert_eq!(
        (auditor.begin_date, auditor.end_date),
        (Some("2026-03-10T00:00:00Z".parse().unwrap()), None)
    );
}

#[tokio::test]
async fn map_reports_come_as_a_list_as_one_report_or_not_at_all() {
    let report =
        json!({ "title": "Winter 2026", "pdfUrl": null, "tests": ["Math"], "schoolname": "Alpha" });
    for (response, count) in [
        (json!({ "data": [report, report] }), 2),
        (json!({ "data": report }), 1),
        (json!({ "data": null }), 0),
    ] {
        let world = answering(response).await;
        let reports = world.timeback.edubridge().list_map_reports("tb_1").await;
        let reports = reports.unwrap();
        assert_eq!(reports.len(), count);
        assert!(reports.iter().all(|report| report.title == "Winter 2026"));
    }
    let world = World::new().await;
    let missing = Reply::text(404, "{}");
    world.upstream.always(Route::EduBridge, missing);
    let edubridge = world.timeback.edubridge();
    let reports = edubridge.list_map_reports("tb_1").await.unwrap();
    assert_eq!(reports, Vec::new());
    assert_eq!(edubridge.find_time_saved("tb_1").await.unwrap(), None);
}

#[tokio::test]
async fn time_saved_is_in_hours_and_days_of_them() {
    let world = answering(json!({ "data": {
        "totalHoursSaved": 600, "totalDaysSaved": "25", "schoolDaysElapsed": 120,
        "earliestStartDate": "2025-08-25T00:00:00.000Z", "schoolYearStartDate": "2025-08-15",
        "calculation": {
            "standardSchoolHoursPerDay": 7, "timebackHoursPerDay": 2, "hoursSavedPerDay": 5, "formula": "120 × 5 = 600",
        },
    } }))
    .await;
    let saved = world.timeback.edubridge().find_time_saved("tb_1").await;
    let saved = saved.unwrap().unwrap();
    assert_eq!(
        (saved.total_hours_saved, saved.total_days_saved),
        (600.0, 25.0)
    );
    assert_eq!(
        saved.school_year_start_date,
        "2025-08-15T00:00:00Z".parse().unwrap()
    );
}

#[tokio::test]
async fn unknown_enum_values_are_preserved() {
    let track = json!({ "id": "t", "grade": "0", "subject": "Chess", "course": { "title": "Openings" }, "org": null });
    let key = json!({ "subject": "Math", "grade": "13", "courseId": 4, "isGlobal": true });
    let world = answering(json!({
        "subjectTrack": [track], "groups": [{ "key": key, "tracks": [track] }],
        "applications": [{ "sourcedId": "a", "name": "Alpha", "domain": null, "metadata": null }],
        "data": [{ "applicationSourcedId": "a", "metric": "steps", "metricSource": "powerpath" }],
    }))
    .await;
    let edubridge = world.timeback.edubridge();
    let tracks = edubridge.list_subject_tracks().await.unwrap();
    assert_eq!(tracks[0].subject, Subject::Other("Chess".into()));
    assert_eq!((tracks[0].grade, &tracks[0].org), (0, &None));
    let groups = edubridge.list_subject_track_groups().await.unwrap();
    assert_eq!(groups[0].tracks, tracks);
    assert_eq!((groups[0].key.grade, &*groups[0].key.course_id), (13, "4"));
    assert_eq!(
        edubridge.list_applications().await.unwrap()[0].name,
        "Alpha"
    );
    let metrics = edubridge.list_application_metrics("a").await.unwrap();
    assert_eq!(metrics[0].metric, Metric::Other("steps".into()));
    assert_eq!(metrics[0].metric_source, MetricSource::PowerPath);
}
