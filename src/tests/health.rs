//! Liveness and readiness.

use serde_json::json;

use super::world::{ME, SIGN_IN, STUDENT, World};

#[tokio::test]
async fn the_process_is_alive_and_ready_until_it_is_asked_to_stop() {
    let world = World::new().await;
    let probe = world.anonymous();
    assert_eq!(
        (
            probe.get("/healthz").await.status,
            probe.get("/readyz").await.status
        ),
        (200, 200)
    );
    world.stopping.cancel();
    assert_eq!(
        (
            probe.get("/healthz").await.status,
            probe.get("/readyz").await.status
        ),
        (200, 503)
    );
}

#[tokio::test]
async fn without_its_database_it_is_not_ready_and_accepts_no_session() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let store = sqlx::AnyPool::connect(&format!("sqlite:{}", world.database().display()))
        .await
        .unwrap();
    for table in [
        "oauth_flows",
        "challenges",
        "sessions",
        "identities",
        "users",
    ] {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TABLE {table}")))
            .execute(&store)
            .await
            .unwrap();
    }
    assert_eq!(
        (
            student.get("/healthz").await.status,
            student.get("/readyz").await.status
        ),
        (200, 503)
    );
    for path in ["/profile", ME] {
        let refused = student.get(path).await;
        assert_eq!(
            (refused.status, refused.header("retry-after")),
            (503, Some("5")),
            "{path}"
        );
    }
    assert_eq!(student.get(SIGN_IN).await.status, 503);
    assert_eq!(world.anonymous().get(SIGN_IN).await.status, 503);
}

#[tokio::test]
async fn readiness_names_the_store_and_each_service_of_timeback() {
    let world = World::new().await;
    let ready = world.anonymous().get("/readyz").await;
    let timeback = json!({ "caliper": "closed", "edubridge": "closed", "oneroster": "closed", "token": "closed" });
    let expected = json!({ "status": "ready", "database": "ok", "timeback": timeback });
    assert_eq!(ready.json(), expected);
    world.stopping.cancel();
    let stopping = world.anonymous().get("/readyz").await.json();
    assert_eq!(stopping["status"], "stopping");
}
