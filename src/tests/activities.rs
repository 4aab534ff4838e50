//! The activity routes: submissions and heartbeats posted by a browser.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::{
    browser::{Answer, Browser, ORIGIN},
    platform::Platform,
    world::{ME, World},
};

pub const SUBMIT: &str = "/api/timeback/activity/submit";
pub const HEARTBEAT: &str = "/api/timeback/activity/heartbeat";

/// Timeout for deliveries.
const PATIENCE: Duration = Duration::from_secs(30);

/// The id of run `number`.
pub fn run(number: usize) -> String {
    format!("6f1c1c1e-0000-4000-8000-{number:012}")
}

/// A submission with these fields replaced.
pub fn submission(changes: &[(&str, Value)]) -> Value {
    let body = json!({
        "id": "fractions-1", "name": "Fractions", "course": { "code": "MATH-5" }, "runId": run(999),
        "endedAt": "2026-11-20T15:59:00.000Z",
        "metrics": { "xpEarned": 12.5, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1 }
    });
    changed(body, changes)
}

/// The submission of run `number`, with this much XP.
pub fn finished(number: usize, xp: f64) -> Value {
    submission(&[
        ("runId", json!(run(number))),
        ("metrics", json!({ "xpEarned": xp })),
    ])
}

/// A heartbeat with these fields replaced.
pub fn heartbeat(changes: &[(&str, Value)]) -> Value {
    let body = json!({
        "id": "fractions-1", "name": "Fractions", "course": { "subject": "Math", "grade": 5 },
        "runId": run(999), "startedAt": "2026-11-20T15:55:00Z", "endedAt": "2026-11-20T15:56:00Z",
        "elapsedMs": 59_000, "pausedMs": 1000
    });
    changed(body, changes)
}

fn changed(mut body: Value, changes: &[(&str, Value)]) -> Value {
    for (field, value) in changes {
        body[*field] = value.clone();
    }
    body
}

/// Posts JSON as a page of ours does.
pub async fn post(browser: &Browser, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body.to_string()))
        .unwrap();
    browser.send(request).await
}

/// Status and error code.
pub fn refusal(answer: &Answer) -> (u16, String) {
    let json = answer.json();
    assert!(json["error"]["message"].is_string(), "{json}");
    let code = json["error"]["code"].as_str().unwrap();
    (answer.status, code.to_owned())
}

/// Today's and all-time XP, refreshed.
pub async fn fresh_xp(world: &World, student: &Browser) -> (f64, f64) {
    world.clock.pass(Duration::from_secs(2));
    let request = Request::get(ME)
        .header(header::CACHE_CONTROL, "no-cache")
        .body(Body::empty())
        .unwrap();
    let xp = student.send(request).await.json()["xp"].clone();
    (xp["today"].as_f64().unwrap(), xp["all"].as_f64().unwrap())
}

impl Platform {
    /// The numbers of events, duplicates and envelopes received.
    pub async fn caliper(&self) -> Value {
        self.get("/_sandbox/caliper").await
    }

    /// The ids of the events about this user, in the order of arrival.
    pub async fn event_ids(&self, actor: &str) -> Vec<Value> {
        let answer = self.get(&format!("/_sandbox/caliper?actor={actor}")).await;
        answer["eventIds"].as_array().unwrap().clone()
    }

    /// The runs of the received events, in the order of arrival.
    pub async fn runs(&self) -> Vec<String> {
        let token = self.token().await;
        let answer = self
            .read(&token, "/caliper/events", &[("limit", "1000")])
            .await;
        let run = |event: &Value| {
            let session = event["session"].as_str().unwrap();
            session.trim_start_matches("urn:uuid:").to_owned()
        };
        answer["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(run)
            .collect()
    }

    /// Waits for this number of events.
    pub async fn received(&self, events: u64) {
        let enough = async {
            while self.caliper().await["events"].as_u64() < Some(events) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, enough)
            .await
            .expect("events do not arrive");
    }

    /// Waits for this number of requests of the route.
    pub async fn asked(&self, route: &str, times: u64) {
        let enough = async {
            while self.requests().await.get(route) < Some(&times) {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, enough).await.expect("nobody asks");
    }
}
