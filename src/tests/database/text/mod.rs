//! Text that a database cannot store is rejected by every endpoint, on every database.

mod nul;
mod surrogates;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use crate::{
    auth_api::client::{PASSWORD, VERSION},
    browser::{Answer, Browser, ORIGIN},
    contract,
    world::{STUDENT, World},
};

/// A student, an API user and an administrator.
struct People {
    student: Browser,
    user: String,
    admin: String,
}

impl People {
    async fn of(world: &World) -> Self {
        let session = world.client().sign_up().await;
        Self {
            student: world.student(STUDENT).await,
            user: session["access_token"].as_str().unwrap().to_owned(),
            admin: world.admin_token().await,
        }
    }

    /// Sends this body to an endpoint, with the required credentials.
    async fn send(&self, world: &World, method: &Method, path: &str, body: String) -> Answer {
        if let Some(path) = path.strip_prefix("/auth/v1") {
            let admin = path.contains("admin");
            let bearer = format!("Bearer {}", if admin { &self.admin } else { &self.user });
            let agent = "x".repeat(6_000);
            let headers = [
                VERSION,
                ("authorization", bearer.as_str()),
                ("user-agent", agent.as_str()),
            ];
            let client = world.client();
            return client.send(method.clone(), path, &headers, body).await;
        }
        let request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ORIGIN, ORIGIN)
            .body(Body::from(body));
        self.student.send(request.unwrap()).await
    }
}

/// JSON in which every string contains this text.
fn bodies(text: &str) -> Vec<Value> {
    let fields = [
        "email",
        "password",
        "friendly_name",
        "token",
        "token_hash",
        "refresh_token",
        "auth_code",
        "code_verifier",
        "code",
        "nonce",
        "current_password",
        "redirect_to",
        "type",
        "provider",
        "first_name",
        "id",
        "role",
        "ban_duration",
        "challenge_id",
        "code_challenge",
    ];
    let mut bodies: Vec<Value> = fields
        .iter()
        .map(|field| {
            let mut body = json!({ "email": "nul@example.com", "password": PASSWORD, "type": "signup", "factor_type": "totp" });
            body[*field] = text.into();
            body
        })
        .collect();
    for field in ["data", "user_metadata", "app_metadata"] {
        bodies.push(
            json!({ "email": "nul@example.com", "password": PASSWORD, field: { text: text } }),
        );
    }
    bodies
}

/// The endpoints with a request body, of the auth API and Timeback's.
async fn endpoints(world: &World) -> Vec<(Method, String)> {
    let router = world.router();
    let document = contract::document(&router).await;
    contract::operations(document)
        .filter(|(_, path, operation)| {
            !contract::is_clerk(path) && operation.get("requestBody").is_some()
        })
        .map(|(method, path, _)| (method, with_ids(path)))
        .collect()
}

/// The path with an id for each parameter.
fn with_ids(path: &str) -> String {
    let id = "00000000-0000-4000-8000-000000000000";
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { id } else { part });
    parts.collect::<Vec<_>>().join("/")
}
