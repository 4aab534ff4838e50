//! Profile parts: fields beyond the official profile, and partial failures.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Barrier;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity, enrollments},
};
use crate::{Day, Failure, Goals, UserError};

/// Math with a goal of 25 XP, Reading with one of 10, and Latin, which has ended.
fn three_courses() -> Value {
    let mut rows = enrollments();
    let math = rows["data"][0].clone();
    let other = |id: &str, title: &str, goal: f64, end: Value| {
        let mut row = math.clone();
        row["id"] = json!(format!("e-{id}"));
        row["endDate"] = end;
        row["course"] = json!({ "id": id, "title": title, "subjects": [title], "metadata": {},
            "primaryApp": { "id": "app", "name": "Alpha", "domains": [] } });
        row["metadata"]["goals"] = json!({ "dailyXp": goal });
        row
    };
    let data = rows["data"].as_array_mut().unwrap();
    data.push(other("c2", "Reading", 10.0, Value::Null));
    data.push(other("c3", "Latin", 5.0, json!("2026-02-01T00:00:00Z")));
    rows
}

#[tokio::test]
async fn each_course_has_its_own_goals_school_subjects_dates_and_app() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Enrollments, Reply::json(three_courses()));
    let parts = world.timeback.user().profile_parts(STUDENT).await.unwrap();
    let courses = parts.enrollments.as_ref().unwrap();
    let goals: Vec<_> = courses
        .value
        .iter()
        .map(|course| course.goals.unwrap().daily_xp.unwrap())
        .collect();
    assert_eq!(goals, [25.0, 10.0, 5.0]);
    let latin = &courses.value[2];
    let now = courses.fetched_at;
    assert!(latin.has_ended(now, &Day::Utc) && !latin.is_current(now, &Day::Utc));
    assert_eq!(latin.subjects, ["Latin"]);
    assert_eq!(latin.school.as_ref().unwrap().name, "Alpha School");
    assert_eq!(latin.primary_app.as_deref(), Some("Alpha"));
    // The official profile is unchanged: one set of goals, and courses with three fields.
    let profile = parts.snapshot().unwrap().profile;
    assert_eq!(profile.goals.and_then(|goals| goals.daily_xp), Some(25.0));
    let json = serde_json::to_value(&profile.courses[2]).unwrap();
    assert_eq!(json, json!({ "id": "c3", "code": "c3", "name": "Latin" }));
}

#[tokio::test]
async fn without_analytics_the_user_and_the_courses_are_there() {
    let world = World::new().await;
    world.upstream.always(Route::Activity, Reply::text(500, ""));
    let parts = world.timeback.user().profile_parts(STUDENT).await.unwrap();
    assert_eq!(parts.user.name.as_deref(), Some("Ada King"));
    assert!(parts.goals().is_some_and(|goals| goals != Goals::default()));
    let error = parts.activity.as_ref().unwrap_err();
    assert!(matches!(error.failure, Failure::Status { status: 500, .. }));
    assert!(matches!(parts.snapshot(), Err(UserError::Activity(_))));
}

#[tokio::test]
async fn without_enrollments_xp_are_there() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Enrollments, Reply::text(500, ""));
    let parts = world.timeback.user().profile_parts(STUDENT).await.unwrap();
    assert_eq!(parts.activity.as_ref().unwrap().value.xp.today, 12.5);
    assert!(parts.goals().is_none() && parts.enrollments.is_err());
    assert!(matches!(parts.snapshot(), Err(UserError::Enrollments(_))));
}

#[tokio::test]
async fn course_progress_is_loaded_for_current_courses_only() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Enrollments, Reply::json(three_courses()));
    world
        .upstream
        .once(Route::EduBridge, Reply::json(activity(4.0)));
    world
        .upstream
        .once(Route::EduBridge, Reply::json(activity(8.5)));
    let progress = world.timeback.user().course_progress(STUDENT).await;
    let mut today: Vec<_> = progress
        .unwrap()
        .into_iter()
        .map(|one| one.activity.unwrap().xp.today)
        .collect();
    today.sort_by(f64::total_cmp);
    assert_eq!(today, [4.0, 8.5]);
    assert_eq!(world.upstream.counts(), [1, 1, 1, 0]);
    let mut requests: Vec<_> = world
        .upstream
        .hits(Route::EduBridge)
        .into_iter()
        .map(|hit| hit.uri)
        .collect();
    requests.sort();
    let days = "startDate=2000-01-01T00%3A00%3A00.000Z&endDate=2026-03-10T23%3A59%3A59.999Z";
    assert_eq!(
        requests,
        ["e-c2", "e1"].map(|id| format!("/edubridge/analytics/enrollment/{id}?{days}"))
    );
}

#[tokio::test]
async fn courses_are_loaded_concurrently_and_fail_independently() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Enrollments, Reply::json(three_courses()));
    let both = Arc::new(Barrier::new(2));
    world
        .upstream
        .once(Route::EduBridge, Reply::json(activity(4.0)).behind(&both));
    world
        .upstream
        .once(Route::EduBridge, Reply::text(500, "").behind(&both));
    let progress = world.timeback.user().course_progress(STUDENT).await;
    let progress = progress.unwrap();
    let known = progress.iter().filter(|one| one.activity.is_ok()).count();
    assert_eq!((progress.len(), known), (2, 1));
}
