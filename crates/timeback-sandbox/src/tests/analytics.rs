use axum::http::StatusCode;
use serde_json::{Value, json};

use super::world::World;

const ALL: &str = "startDate=2000-01-01T00:00:00.000Z&endDate=2026-11-20T23:59:59.999999Z";
const TODAY: &str = "startDate=2026-11-20T00:00:00Z&endDate=2026-11-20T23:59:59.999999Z";

async fn activity(world: &World, query: &str) -> Value {
    world
        .json(&format!("/edubridge/analytics/activity?{query}"))
        .await
}

fn values(map: &Value) -> impl Iterator<Item = &Value> {
    map.as_object().unwrap().values()
}

fn xp(response: &Value) -> f64 {
    let metrics = values(&response["facts"]).flat_map(values);
    metrics
        .map(|metrics| metrics["activityMetrics"]["xpEarned"].as_f64().unwrap())
        .sum()
}

#[tokio::test]
async fn a_student_has_three_courses_with_goals() {
    let world = World::new().await;
    let response = world.json("/edubridge/enrollments/user/maya-okafor").await;
    let titles: Vec<&Value> = response["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["course"]["title"])
        .collect();
    assert_eq!(titles, ["Math 5", "Reading 5", "Science 5"]);
    assert_eq!(response["data"][0]["metadata"]["goals"]["dailyXp"], 40);
    let enrollments = world
        .json("/edubridge/enrollments/user/theo-lindqvist")
        .await;
    assert_eq!(enrollments["data"], json!([]));
    assert_eq!(
        world.get("/edubridge/enrollments/user/nobody").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn each_person_has_the_expected_xp() {
    let world = World::new().await;
    let of = async |id: &str, period: &str| {
        xp(&activity(&world, &format!("{period}&studentId={id}")).await)
    };
    assert!(of("maya-okafor", TODAY).await > 0.0);
    assert!(of("maya-okafor", ALL).await > 1000.0);
    assert!((of("amelie-laurent", TODAY).await - 12.5).abs() < 1e-9);
    assert!(of("jonas-weber", TODAY).await < 0.0);
    assert!(of("theo-lindqvist", ALL).await.abs() < 1e-9);
}

#[tokio::test]
async fn facts_are_keyed_by_day_subject_and_app() {
    let world = World::new().await;
    let response = activity(&world, &format!("{TODAY}&email=Student@example.com")).await;
    let days: Vec<&String> = response["facts"].as_object().unwrap().keys().collect();
    assert_eq!(days, ["2026-11-20"]);
    for (subject, metrics) in response["facts"]["2026-11-20"].as_object().unwrap() {
        let by_app = response["factsByApp"]["2026-11-20"][subject]
            .as_object()
            .unwrap();
        let apps: Vec<&str> = by_app.keys().map(String::as_str).collect();
        assert_eq!(metrics["apps"], serde_json::json!(apps));
        let sum: f64 = by_app
            .values()
            .map(|metrics| metrics["activityMetrics"]["xpEarned"].as_f64().unwrap())
            .sum();
        assert!((sum - metrics["activityMetrics"]["xpEarned"].as_f64().unwrap()).abs() < 1e-6);
    }
}

#[tokio::test]
async fn facts_are_grouped_by_the_days_of_the_time_zone() {
    let world = World::new().await;
    let response = activity(
        &world,
        &format!("{TODAY}&studentId=amelie-laurent&timezone=Asia/Tokyo"),
    )
    .await;
    assert_eq!(
        response["facts"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["2026-11-21"]
    );
}

#[tokio::test]
async fn days_without_work_are_absent() {
    let world = World::new().await;
    let weekend = "startDate=2026-11-14T00:00:00Z&endDate=2026-11-15T23:59:59.999Z";
    let response = activity(&world, &format!("{weekend}&studentId=priya-raman")).await;
    assert_eq!(response["facts"], serde_json::json!({}));
    assert_eq!(response["factsByApp"], serde_json::json!({}));
}

#[tokio::test]
async fn queries_without_student_or_timestamps_are_rejected() {
    let world = World::new().await;
    let cases = [
        (TODAY.to_owned(), StatusCode::BAD_REQUEST),
        (
            "studentId=maya-okafor&startDate=2026-11-20&endDate=2026-11-20".to_owned(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "studentId=maya-okafor".to_owned(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            format!("{TODAY}&studentId=maya-okafor&timezone=Mars/Olympus"),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (format!("{TODAY}&studentId=nobody"), StatusCode::NOT_FOUND),
    ];
    for (query, status) in cases {
        let response = world
            .get(&format!("/edubridge/analytics/activity?{query}"))
            .await;
        assert_eq!(response.status, status, "{query}");
        assert_eq!(response.json()["imsx_codeMajor"], "failure");
    }
}

#[tokio::test]
async fn a_week_runs_from_sunday_to_saturday_with_two_rows_a_task() {
    let world = World::new().await;
    let response = world.json("/edubridge/analytics/facts/weekly?weekDate=2026-11-18T00:00:00.000Z&studentId=maya-okafor").await;
    assert_eq!(
        (&response["startDate"], &response["endDate"]),
        (&"2026-11-15".into(), &"2026-11-21".into())
    );
    let rows = response["facts"].as_array().unwrap();
    let (work, time): (Vec<&Value>, Vec<&Value>) = rows
        .iter()
        .partition(|row| row["eventType"] == "ActivityEvent");
    assert!(work.len() == time.len() && !work.is_empty());
    assert!(time[0]["activeSeconds"].as_str().unwrap().contains('.'));

    let sum: f64 = work
        .iter()
        .map(|row| row["xpEarned"].as_f64().unwrap())
        .sum();
    let week = "startDate=2026-11-15T00:00:00Z&endDate=2026-11-21T23:59:59Z&studentId=maya-okafor";
    assert!((sum - xp(&activity(&world, week).await)).abs() < 1e-6);
}

#[tokio::test]
async fn an_enrollment_has_the_facts_of_its_course_alone() {
    let world = World::new().await;
    let response = world
        .json("/edubridge/analytics/enrollment/enrollment-maya-okafor-math-5")
        .await;
    let subjects: Vec<&String> = values(&response["facts"])
        .flat_map(|day| day.as_object().unwrap().keys())
        .collect();
    assert!(!subjects.is_empty() && subjects.iter().all(|subject| *subject == "Math"));
    assert_eq!(
        world
            .get("/edubridge/analytics/enrollment/none")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}
