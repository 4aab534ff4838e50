//! Prometheus metrics.

mod monitoring;

use serde_json::json;
use timeback_dashboard::server::metrics;
use tokio::net::TcpListener;

use crate::world::{STUDENT, World};

/// The metrics in the exposition format.
pub async fn scrape(world: &World) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let page = format!("http://{}/metrics", listener.local_addr().unwrap());
    metrics::serve(listener, world.state.clone(), world.stopping.clone());
    let answer = reqwest::get(page).await.unwrap();
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    answer.text().await.unwrap()
}

pub fn has(text: &str, line: &str) {
    assert!(
        text.lines().any(|written| written == line),
        "{line}: {text}"
    );
}

#[tokio::test]
async fn pages_calls_and_circuits_are_counted() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let users = "/ims/oneroster/rostering/v1p2/users";
    let once = json!([{ "route": users, "status": 500, "times": 1 }]);
    world.platform.faults(once).await;
    student.get("/profile").await;
    student.get("/no/such/page").await;
    let text = scrape(&world).await;
    for line in [
        "http_request_duration_seconds_count{route=\"/profile\",status=\"2xx\"} 1",
        "http_request_duration_seconds_bucket{route=\"/profile\",status=\"2xx\",le=\"+Inf\"} 1",
        "http_request_duration_seconds_count{route=\"other\",status=\"4xx\"} 1",
        "timeback_calls_total{service=\"oneroster\"} 2",
        "timeback_retries_total{service=\"oneroster\"} 1",
        "timeback_failures_total{service=\"oneroster\"} 1",
        "timeback_calls_total{service=\"edubridge\"} 5",
        "timeback_calls_total{service=\"caliper\"} 0",
        "timeback_calls_in_flight{service=\"edubridge\"} 0",
        "timeback_circuit_state{service=\"oneroster\",state=\"closed\"} 1",
        "timeback_circuit_state{service=\"oneroster\",state=\"open\"} 0",
        "live_pages 0",
        "outbox_waiting 0",
        "outbox_oldest_seconds 0",
        "outbox_retrying 0",
        "outbox_refused 0",
        "mails_waiting 0",
        "mails_oldest_seconds 0",
        "mails_retrying 0",
        "mails_refused 0",
        "webhooks_waiting 0",
        "webhooks_oldest_seconds 0",
        "webhooks_retrying 0",
        "webhooks_refused 0",
        "process_start_time_seconds 1795190400",
    ] {
        has(&text, line);
    }
    assert!(text.contains("\ntimeback_sessions_cached "), "{text}");
}

#[tokio::test]
async fn an_operator_sees_calls_sign_ins_the_database_and_the_process() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    let text = scrape(&world).await;
    for line in [
        "timeback_dashboard_build_info{version=\"0.1.0\"} 1",
        "timeback_call_duration_seconds_count{service=\"token\",method=\"POST\",route=\"/oauth2/token\",outcome=\"2xx\"} 1",
        "accounts_events_total{action=\"login\"} 1",
        "accounts_events_total{action=\"login_failed\"} 0",
        "accounts_sessions 1",
        "accounts_password_queue 0",
        "database_up 1",
    ] {
        has(&text, line);
    }
    for name in [
        "process_cpu_seconds_total",
        "process_resident_memory_bytes",
        "process_open_fds",
        "database_statement_duration_seconds_count{outcome=\"ok\"}",
        "database_acquire_duration_seconds_count{outcome=\"ok\"}",
    ] {
        let value = |line: &str| line.strip_prefix(name)?.trim().parse::<f64>().ok();
        assert!(
            text.lines().find_map(value).is_some_and(|it| it > 0.0),
            "{name}: {text}"
        );
    }
}

#[tokio::test]
async fn a_database_that_is_gone_shows() {
    let world = World::new().await;
    world.break_store("ALTER TABLE outbox RENAME TO gone").await;
    let text = scrape(&world).await;
    has(&text, "database_up 0");
    has(&text, "mails_waiting 0");
    assert!(!text.contains("outbox_waiting"), "{text}");
}

#[tokio::test]
async fn metrics_contain_no_personal_data() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile?email=student@example.com").await;
    student.get("/student@example.com").await;
    let text = scrape(&world).await;
    for word in ["@", "student", "maya", "email"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn visitors_of_the_dashboard_do_not_see_them() {
    let world = World::new().await;
    assert_eq!(world.anonymous().get("/metrics").await.status, 404);
}
