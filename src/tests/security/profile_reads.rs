//! Rate limit and audit log of profile reads.

use axum::http::{Method, Request};

use crate::{
    auth_api::client::{BELIEVING, MAYA, VERSION, refusal, text},
    clock::{HOUR, MINUTE},
    world::{ME, STUDENT, World},
};

/// One read per second on average and thirty at once; ten times as many per address.
const SLOW: &[(&str, &str)] = &[("PROFILE_RATE_LIMIT", "1"), ("AUTH_AUTOCONFIRM", "true")];

#[tokio::test]
async fn a_program_that_reads_without_end_is_told_when_to_come_again() {
    let world = World::with(SLOW).await;
    let client = world.client();
    let session = client.sign_up().await;
    let token = text(&session["access_token"]);
    for _ in 0..30 {
        assert_eq!(client.get("/user", token).await.status, 200);
    }
    let refused = client.get("/user", token).await;
    assert_eq!(
        refusal(&refused),
        (429, "over_request_rate_limit".to_owned())
    );
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    world.clock.pass(MINUTE);
    assert_eq!(client.get("/user", token).await.status, 200);
}

#[tokio::test]
async fn an_address_is_refused_before_anything_is_looked_up() {
    let world = World::with(SLOW).await;
    let client = world.client().at("192.0.2.1");
    for _ in 0..300 {
        assert_eq!(client.get("/user", "no.such.token").await.status, 403);
    }
    let refused = client.get("/user", "no.such.token").await;
    assert_eq!(
        refusal(&refused),
        (429, "over_request_rate_limit".to_owned())
    );
    let elsewhere = client.at("192.0.2.2").get("/user", "no.such.token").await;
    assert_eq!(elsewhere.status, 403);
}

#[tokio::test]
async fn a_student_who_reloads_without_end_is_shown_a_page_that_says_how_long_to_wait() {
    let world = World::with(SLOW).await;
    let student = world.student(STUDENT).await;
    for _ in 0..30 {
        assert_eq!(student.get("/profile").await.status, 200);
    }
    let page = student.get("/profile").await;
    assert_eq!((page.status, page.header("retry-after")), (429, Some("1")));
    assert!(
        page.text().contains("Please wait a second"),
        "{}",
        page.text()
    );
    assert!(page.body.contains("/pkg/timeback-dashboard.css"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("style-src 'self'"), "{policy}");
    let request = Request::get(ME).header("accept", "application/json");
    let json = student
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(json.status, 429);
    assert_eq!(json.json()["error"]["code"], "RATE_LIMITED");
    world.clock.pass(MINUTE);
    assert_eq!(student.get("/profile").await.status, 200, "nothing is lost");
}

#[tokio::test]
async fn a_read_is_in_the_log_once_in_a_session_and_hour() {
    let world = World::with(BELIEVING).await;
    let client = world.client().at("192.0.2.1");
    let session = client.sign_up().await;
    let student = world.student(STUDENT).await;
    let reads = async || {
        let log = world.state.identity.audit_log().await.unwrap();
        let reads = log
            .into_iter()
            .filter(|entry| entry.action == "profile_read");
        reads.collect::<Vec<_>>()
    };
    for _ in 0..3 {
        client.get("/user", text(&session["access_token"])).await;
        student.get("/profile").await;
        student.get(ME).await;
    }
    let noted = reads().await;
    assert_eq!(noted.len(), 2);
    assert_eq!(
        noted[0].subject_id.as_deref(),
        session["user"]["id"].as_str()
    );
    assert_eq!(noted[0].address.as_deref(), Some("192.0.2.1"));
    world.clock.pass(HOUR);
    student.get(ME).await;
    assert_eq!(reads().await.len(), 3);
}

#[tokio::test]
async fn what_a_client_calls_itself_writes_no_line_of_its_own() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let name = "a\t{\"action\":\"login\"}".repeat(100);
    let headers = [
        VERSION,
        ("user-agent", name.as_str()),
        ("x-request-id", name.as_str()),
    ];
    let body = serde_json::json!({ "email": MAYA, "password": "not the password" });
    let path = "/token?grant_type=password";
    client
        .send(Method::POST, path, &headers, body.to_string())
        .await;
    let entries = world.state.identity.audit_log().await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].request_id.as_ref().unwrap().chars().count(), 100);
    let admin = world.admin_token().await;
    let told = client.get("/admin/audit", &admin).await.json();
    assert_eq!(told.as_array().unwrap().len(), 1);
}
