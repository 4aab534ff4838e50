//! The SDK's Caliper client against the sandbox.

use std::sync::Arc;

use serde_json::json;
use timeback::{
    AppConfig, Config, Environment, Failure, Timeback,
    activity::{Heartbeat, Student, Submission},
    caliper::{EventQuery, JobState},
};

use super::{
    activities::{finished, heartbeat, run},
    world::{STUDENT, World},
};

const SENSOR: &str = "https://app.example";

const MAYA: Student<'_> = Student {
    timeback_id: "maya-okafor",
    email: STUDENT,
};

/// A client of the world's platform, for an app with one course.
fn client(world: &World) -> Timeback {
    let app = json!({ "name": "App", "sensor": SENSOR, "courses": [
        { "subject": "Math", "grade": 5, "courseCode": "MATH-5", "ids": { "staging": "course-math-5" } }
    ] });
    let app = AppConfig::parse(app.to_string().as_bytes(), Environment::Staging).unwrap();
    let mut config = Config::sandbox(&world.platform.origin);
    config.app = Some(Arc::new(app));
    Timeback::new(config)
}

fn submission(number: usize) -> Submission {
    Submission::parse(&finished(number, 2.5)).unwrap()
}

#[tokio::test]
async fn activity_sent_directly_is_listed_and_deduplicated() {
    let world = World::new().await;
    let timeback = client(&world);
    for number in [0, 1, 1] {
        let recorded = timeback.activity().record(MAYA, &submission(number)).await;
        recorded.unwrap();
    }
    let query = EventQuery {
        limit: Some(1),
        offset: Some(1),
        sensor: Some(SENSOR.to_owned()),
        start_at: Some("2026-11-20T15:00:00Z".parse().unwrap()),
        end_at: Some("2026-11-20T16:00:00Z".parse().unwrap()),
        actor_email: Some(STUDENT.to_owned()),
        actor_id: None,
    };
    let page = timeback.caliper().events(&query).await.unwrap();
    assert_eq!((page.pagination.total, page.pagination.total_pages), (2, 2));
    assert_eq!(
        (page.pagination.current_page, page.pagination.limit),
        (2, 1)
    );
    assert_eq!(page.events[0]["session"], format!("urn:uuid:{}", run(1)));
}

#[tokio::test]
async fn time_sent_directly_is_listed() {
    let world = World::new().await;
    let timeback = client(&world);
    let heartbeat = Heartbeat::parse(&heartbeat(&[])).unwrap();
    let recorded = timeback.activity().record_time(MAYA, &heartbeat).await;
    recorded.unwrap();
    let page = timeback.caliper().events(&EventQuery::default()).await;
    let events = page.unwrap().events;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["action"], "SpentTime");
}

#[tokio::test]
async fn an_envelope_s_job_can_be_followed() {
    let world = World::new().await;
    let timeback = client(&world);
    let event = timeback.activity().event_of(MAYA, &submission(0)).unwrap();
    let receipt = timeback.caliper().send(SENSOR, &[event]).await.unwrap();
    let job = timeback.caliper().job(&receipt.job_id.unwrap()).await;
    assert_eq!(job.unwrap().state, JobState::Completed);
    let missing = timeback.caliper().job("nothing").await.unwrap_err();
    assert!(matches!(
        missing.failure,
        Failure::Status { status: 404, .. }
    ));
}

#[tokio::test]
async fn validation_stores_nothing_and_reports_problems() {
    let world = World::new().await;
    let timeback = client(&world);
    let mut event = timeback.activity().event_of(MAYA, &submission(0)).unwrap();
    timeback
        .caliper()
        .validate(SENSOR, &[event.clone()])
        .await
        .unwrap();
    event.actor.email.clear();
    let refused = timeback.caliper().validate(SENSOR, &[event]).await;
    let failure = refused.unwrap_err().failure;
    assert!(matches!(failure, Failure::Status { status: 400, .. }));
    assert_eq!(world.platform.caliper().await["events"], 0);
}
