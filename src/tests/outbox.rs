//! Accepted events are delivered, whatever the platform does meanwhile.

use serde_json::json;

use super::{
    activities::{SUBMIT, finished, post, refusal, run, submission},
    platform::counts,
    world::{STUDENT, World},
};

#[tokio::test]
async fn an_outage_delays_events_and_loses_none() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let outage = json!([{ "route": "/caliper/event", "status": 503, "retryAfter": 0 }]);
    world.platform.faults(outage).await;
    for number in 0..20 {
        let answer = post(&student, SUBMIT, &finished(number, 1.0)).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
    }
    assert_eq!(student.get("/profile").await.status, 200);
    assert_eq!(world.platform.caliper().await["events"], 0);
    world.platform.faults(json!([])).await;
    world.platform.received(20).await;
    let caliper = world.platform.caliper().await;
    assert_eq!(
        (&caliper["events"], &caliper["duplicates"]),
        (&json!(20), &json!(0))
    );
    let runs: Vec<_> = (0..20).map(run).collect();
    assert_eq!(
        world.platform.runs().await,
        runs,
        "in the order they were accepted"
    );
}

#[tokio::test]
async fn a_full_outbox_responds_with_retry_after() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world
        .platform
        .faults(json!([{ "route": "/caliper/event", "status": 500 }]))
        .await;
    let url = format!("sqlite:{}", world.database().display());
    let store = sqlx::AnyPool::connect(&url).await.unwrap();
    sqlx::query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
         INSERT INTO outbox (event_id, position, timeback_id, sensor, event, accepted_at) \
         SELECT 'e' || i, i, 'maya-okafor', 'https://app.example', '{}', 0 FROM n",
    )
    .execute(&store)
    .await
    .unwrap();
    let answer = post(&student, SUBMIT, &submission(&[])).await;
    assert_eq!(refusal(&answer), (503, "INTERNAL_ERROR".into()));
    assert_eq!(answer.header("retry-after"), Some("5"));
}

#[tokio::test]
async fn a_rejected_event_delays_no_other() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let refused = json!([{ "route": "/caliper/event", "status": 400, "times": 1 }]);
    world.platform.faults(refused).await;
    assert_eq!(post(&student, SUBMIT, &finished(0, 1.0)).await.status, 204);
    world.platform.asked("POST /caliper/event", 1).await;
    assert_eq!(post(&student, SUBMIT, &finished(1, 1.0)).await.status, 204);
    world.platform.received(1).await;
    assert_eq!(world.platform.runs().await, [run(1)]);
}

#[tokio::test]
async fn work_of_a_cached_student_sends_one_request() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    assert_eq!(post(&student, SUBMIT, &submission(&[])).await.status, 204);
    world.platform.received(1).await;
    world.platform.reset_requests().await;
    assert_eq!(post(&student, SUBMIT, &finished(1, 1.0)).await.status, 204);
    world.platform.received(2).await;
    assert_eq!(
        world.platform.requests().await,
        counts(&[("POST /caliper/event", 1)])
    );
}
