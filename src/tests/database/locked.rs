//! Another program holds a lock on SQLite's file.

use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};

use super::{assert_unavailable, assert_unavailable_page, sign_up};
use crate::{
    auth_api::client::{BELIEVING, Client},
    log::log,
    program::Program,
    world::{STUDENT, World},
};

#[tokio::test]
async fn while_another_program_writes_reads_work_and_writes_respond_503() {
    let told = log();
    let world = World::with(BELIEVING).await;
    let student = world.student(STUDENT).await;
    assert_eq!(student.get("/profile").await.status, 200);
    let url = format!("sqlite:{}", world.database().display());
    let mut writer = AnyConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut writer)
        .await
        .unwrap();

    let anonymous = world.anonymous();
    let form = [
        ("email", "form@example.com"),
        ("password", "correct horse battery"),
    ];
    let reading = async {
        for _ in 0..20 {
            assert_eq!(student.get("/profile").await.status, 200);
        }
    };
    let (api, form, ready, ()) = tokio::join!(
        sign_up(&world, 1),
        anonymous.post_form("/sign-up", &form),
        anonymous.get("/readyz"),
        reading,
    );
    assert_unavailable(&api, "/auth/v1/signup");
    assert_unavailable_page(&form, "/sign-up");
    assert_eq!(ready.status, 503, "{}", ready.body);
    assert!(
        told.text().contains("database is locked"),
        "the log names the cause"
    );

    sqlx::raw_sql("ROLLBACK")
        .execute(&mut writer)
        .await
        .unwrap();
    assert_eq!(sign_up(&world, 1).await.status, 200);
    assert_eq!(world.anonymous().get("/readyz").await.status, 200);
}

#[tokio::test]
async fn the_program_s_log_names_the_cause_in_a_line_of_json() {
    let program = Program::start_after("exec 2>log").await;
    let student = program.sign_in(STUDENT).await;
    let file = program.folder().join("data/school.db");
    let url = format!("sqlite:{}", file.display());
    let mut writer = AnyConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut writer)
        .await
        .unwrap();
    let newcomer = json!({ "email": "new@example.com", "password": "correct horse battery" });
    let refused = student.post("/auth/v1/signup", &newcomer).await;
    assert_eq!(refused, Some(503));
    let log = std::fs::read_to_string(program.folder().join("log")).unwrap();
    let mut lines = log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let is_told = lines.any(|line: Value| {
        let cause = line["error"].as_str().unwrap_or_default();
        line["level"] == "ERROR" && cause.contains("database is locked")
    });
    assert!(is_told, "{log}");
}

#[tokio::test]
async fn writers_queue_and_none_fails() {
    let world = World::with(BELIEVING).await;
    let client: Client = world.client();
    let crowd = (0..12).map(|number| {
        let client = client.at(&format!("10.0.0.{number}"));
        let body = serde_json::json!({
            "email": format!("crowd.{number}@example.com"), "password": "correct horse battery",
        });
        async move { client.post("/signup", body).await.status }
    });
    let statuses = futures_util::future::join_all(crowd).await;
    // Password hashing has a queue of its own, which may be full; the database refuses no request.
    assert!(statuses.iter().all(|status| *status != 503), "{statuses:?}");
}
