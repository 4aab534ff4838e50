//! A Caliper service that stores what it accepts and fails on demand.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};
use serde_json::{Value, json};
use url::Url;

#[derive(Clone, Default)]
pub struct Platform(Arc<Mutex<Memory>>);

#[derive(Default)]
struct Memory {
    /// The event ids of each accepted envelope.
    envelopes: Vec<Vec<String>>,
    /// The number of envelopes received.
    calls: usize,
    /// The response during an outage.
    outage: Option<(u16, &'static str)>,
    /// Events for which it fails, and the response.
    failing: Vec<(&'static str, u16, &'static str)>,
}

impl Platform {
    /// Listens on a free port for as long as the test's runtime lives.
    pub async fn listen(&self) -> Url {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/oauth2/token", post(token))
            .route("/caliper/event", post(take))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        origin.parse().unwrap()
    }

    /// Responds like this to everything until `recover`.
    pub fn break_down(&self, status: u16, body: &'static str) {
        self.0.lock().unwrap().outage = Some((status, body));
    }

    /// Responds like this to envelopes with this event.
    pub fn fail_at(&self, id: &'static str, status: u16, body: &'static str) {
        self.0.lock().unwrap().failing.push((id, status, body));
    }

    pub fn recover(&self) {
        self.0.lock().unwrap().outage = None;
    }

    pub fn envelopes(&self) -> Vec<Vec<String>> {
        self.0.lock().unwrap().envelopes.clone()
    }

    pub fn events(&self) -> Vec<String> {
        self.envelopes().concat()
    }

    pub fn calls(&self) -> usize {
        self.0.lock().unwrap().calls
    }
}

async fn token() -> Json<Value> {
    Json(json!({ "access_token": "token", "expires_in": 3600, "token_type": "Bearer" }))
}

/// Accepts an envelope, unless one of its events is invalid.
async fn take(State(platform): State<Platform>, Json(envelope): Json<Value>) -> Response {
    let mut memory = platform.0.lock().unwrap();
    memory.calls += 1;
    if let Some((status, body)) = memory.outage {
        return (StatusCode::from_u16(status).unwrap(), body).into_response();
    }
    let ids: Vec<_> = envelope["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["id"].as_str().unwrap().to_owned())
        .collect();
    let failing = |(id, ..): &&(&str, u16, &str)| ids.iter().any(|sent| sent == id);
    if let Some((_, status, body)) = memory.failing.iter().find(failing) {
        return (StatusCode::from_u16(*status).unwrap(), *body).into_response();
    }
    if ids.iter().any(|id| id.contains("poison")) {
        let error = json!({ "status": "error", "message": "The envelope is not valid." });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    }
    memory.envelopes.push(ids);
    Json(json!({ "status": "success", "message": "ok" })).into_response()
}
