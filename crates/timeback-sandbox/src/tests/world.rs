//! A sandbox whose clock stands still, and a client with a token.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use crate::Sandbox;

/// A Friday afternoon.
pub const NOW: &str = "2026-11-20T16:00:00Z";

/// A client of one sandbox.
pub struct World {
    router: Router,
    token: String,
}

/// A complete response.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

/// A new sandbox whose clock stands at `now`.
pub fn sandbox_at(now: &str) -> Sandbox {
    let now = now.parse().unwrap();
    let origin = "http://127.0.0.1:4010".parse().unwrap();
    let rng = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    Sandbox::new(&origin, Arc::new(move || now), rng)
}

impl World {
    /// A new sandbox, and a client with an access token.
    pub async fn new() -> Self {
        let mut world = Self::without_token(NOW);
        let form = "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox-secret";
        let answer = world.post_form("/oauth2/token", form).await;
        world.token = answer.json()["access_token"].as_str().unwrap().to_owned();
        world
    }

    /// A new sandbox at `now`, and a client without a token.
    pub fn without_token(now: &str) -> Self {
        Self {
            router: sandbox_at(now).router(),
            token: String::new(),
        }
    }

    /// A client of the same sandbox with this token.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            router: self.router.clone(),
            token: token.to_owned(),
        }
    }

    pub async fn get(&self, uri: &str) -> Answer {
        self.send("GET", uri, "application/json", String::new())
            .await
    }

    pub async fn json(&self, uri: &str) -> Value {
        let answer = self.get(uri).await;
        assert_eq!(answer.status, StatusCode::OK, "{uri}: {}", answer.text);
        answer.json()
    }

    pub async fn post(&self, uri: &str, body: &Value) -> Answer {
        self.send("POST", uri, "application/json", body.to_string())
            .await
    }

    pub async fn put(&self, uri: &str, body: &Value) -> Answer {
        self.send("PUT", uri, "application/json", body.to_string())
            .await
    }

    pub async fn post_form(&self, uri: &str, form: &str) -> Answer {
        self.send(
            "POST",
            uri,
            "application/x-www-form-urlencoded",
            form.to_owned(),
        )
        .await
    }

    pub async fn send(&self, method: &str, uri: &str, kind: &str, body: String) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::CONTENT_TYPE, kind);
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        self.ask(request.body(Body::from(body)).unwrap())
            .await
            .unwrap()
    }

    /// Sends a request and reads the response; an error if it is truncated.
    pub async fn ask(&self, request: Request<Body>) -> Result<Answer, axum::Error> {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await?.to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            text,
        })
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}
