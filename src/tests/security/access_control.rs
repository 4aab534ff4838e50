//! Access control: every endpoint with Maya's ids, called without credentials, by Leon, and by an administrator.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{BELIEVING, Client, PASSWORD, VERSION, text},
    contract::{document, operations},
    world::World,
};

/// The callers: nobody, Leon, an administrator.
type Statuses = [u16; 3];

/// Public endpoints, which have tests of their own.
const OPEN: [&str; 10] = [
    "/health",
    "/settings",
    "/.well-known/jwks.json",
    "/.well-known/openid-configuration",
    "/signup",
    "/token",
    "/otp",
    "/magiclink",
    "/recover",
    "/resend",
];

/// All other endpoints, with Maya's ids in place of the braces.
#[rustfmt::skip]
fn matrix() -> Vec<(Method, &'static str, Value, Statuses)> {
    let (get, post, put, delete) = (Method::GET, Method::POST, Method::PUT, Method::DELETE);
    let nothing = json!({});
    vec![
        // Endpoints without an id: Leon gets his own data, an administrator's token is no user.
        (get.clone(), "/user", nothing.clone(), [401, 200, 403]),
        (put.clone(), "/user", json!({ "data": { "of": "leon" }, "id": "{user}" }), [401, 200, 403]),
        (get.clone(), "/user/sessions", nothing.clone(), [401, 200, 403]),
        (post.clone(), "/user/tokens", nothing.clone(), [401, 200, 403]),
        (get.clone(), "/reauthenticate", nothing.clone(), [401, 200, 403]),
        (post.clone(), "/factors", json!({ "factor_type": "totp", "friendly_name": "x" }), [401, 200, 403]),
        (post.clone(), "/factors/backup_codes", nothing.clone(), [401, 404, 403]),
        (post.clone(), "/logout?scope=others", nothing.clone(), [401, 204, 403]),
        // Maya's data does not exist for other users.
        (delete.clone(), "/user/sessions/{session}", nothing.clone(), [401, 404, 403]),
        (post.clone(), "/factors/{factor}/challenge", nothing.clone(), [401, 404, 403]),
        (post.clone(), "/factors/{factor}/verify", json!({ "challenge_id": "{challenge}", "code": "000000" }), [401, 404, 403]),
        (delete.clone(), "/factors/{factor}", nothing.clone(), [401, 404, 403]),
        // Administrators only.
        (get.clone(), "/admin/users", nothing.clone(), [401, 403, 200]),
        (post.clone(), "/admin/users", json!({ "email": "new@example.com" }), [401, 403, 200]),
        (get.clone(), "/admin/users/{user}", nothing.clone(), [401, 403, 200]),
        (put.clone(), "/admin/users/{user}", json!({ "app_metadata": { "seen": true } }), [401, 403, 200]),
        (get.clone(), "/admin/audit", nothing.clone(), [401, 403, 200]),
        (post.clone(), "/invite", json!({ "email": "noor@example.com" }), [401, 403, 200]),
        (post.clone(), "/admin/generate_link", json!({ "type": "magiclink", "email": "maya@example.com" }), [401, 403, 200]),
        (get.clone(), "/admin/users/{user}/factors", nothing.clone(), [401, 403, 200]),
        (put.clone(), "/admin/users/{user}/factors/{challenge}", json!({ "friendly_name": "y" }), [401, 403, 404]),
        (delete.clone(), "/admin/users/{user}/factors/{challenge}", nothing.clone(), [401, 403, 404]),
        (get, "/verify?token=x", nothing.clone(), [303, 303, 303]),
        // These end sessions: last.
        (post, "/verify", json!({ "type": "recovery", "email": "maya@example.com", "token": "00000000" }), [403, 403, 403]),
        (delete.clone(), "/admin/users/{user}", nothing.clone(), [401, 403, 200]),
        (delete, "/user", nothing, [401, 200, 403]),
    ]
}

struct Stage {
    client: Client,
    maya: Value,
    tokens: [Option<String>; 3],
    names: [(&'static str, String); 4],
}

impl Stage {
    async fn new(world: &World) -> Self {
        let client = world.client();
        let maya = client.sign_up().await;
        let leon = json!({ "email": "leon@example.com", "password": PASSWORD });
        let leon = client.post("/signup", leon).await.json();
        let bearer = format!("Bearer {}", text(&maya["access_token"]));
        let headers = [VERSION, ("authorization", bearer.as_str())];
        let app = json!({ "factor_type": "totp", "friendly_name": "phone" });
        let factor = client
            .send(Method::POST, "/factors", &headers, app.to_string())
            .await
            .json();
        let path = format!("/factors/{}/challenge", text(&factor["id"]));
        let challenge = client
            .send(Method::POST, &path, &headers, "{}")
            .await
            .json();
        let sessions = client
            .get("/user/sessions", text(&maya["access_token"]))
            .await
            .json();
        let name = |value: &Value| text(value).to_owned();
        Self {
            tokens: [
                None,
                Some(name(&leon["access_token"])),
                Some(world.admin_token().await),
            ],
            names: [
                ("{user}", name(&maya["user"]["id"])),
                ("{session}", name(&sessions["sessions"][0]["id"])),
                ("{factor}", name(&factor["id"])),
                ("{challenge}", name(&challenge["id"])),
            ],
            client,
            maya,
        }
    }

    fn filled(&self, text: &str) -> String {
        let fill = |text: String, (name, value): &(&str, String)| text.replace(name, value);
        self.names.iter().fold(text.to_owned(), fill)
    }

    async fn ask(&self, who: usize, method: &Method, path: &str, body: &Value) -> u16 {
        let bearer = self.tokens[who]
            .as_ref()
            .map(|token| format!("Bearer {token}"));
        let mut headers = vec![VERSION];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        let body = self.filled(&body.to_string());
        let path = self.filled(path);
        let answer = self
            .client
            .send(method.clone(), &path, &headers, body)
            .await;
        answer.status
    }

    /// Maya's data: her profile and her sessions.
    async fn hers(&self) -> (Value, usize) {
        let token = text(&self.maya["access_token"]);
        let profile = self.client.get("/user", token).await.json();
        let sessions = self.client.get("/user/sessions", token).await.json();
        (profile, sessions["sessions"].as_array().map_or(0, Vec::len))
    }
}

#[tokio::test]
async fn nobody_reaches_what_is_somebody_elses() {
    let world = World::with(BELIEVING).await;
    let stage = Stage::new(&world).await;
    let before = stage.hers().await;
    let mut wrong = Vec::new();
    for (method, path, body, expected) in matrix() {
        let mut statuses = [0; 3];
        for (who, status) in statuses.iter_mut().enumerate() {
            if who == 2 && path == "/admin/users/{user}" {
                assert_eq!(stage.hers().await.1, before.1, "Maya is still signed in");
                let hers = stage.hers().await.0;
                assert_eq!(hers["user_metadata"], before.0["user_metadata"]);
                assert_eq!(hers["factors"], before.0["factors"]);
            }
            *status = stage.ask(who, &method, path, &body).await;
        }
        if statuses != expected {
            wrong.push(format!(
                "{method} {path}: {statuses:?} and not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn no_endpoint_is_left_out() {
    let world = World::new().await;
    let paths = operations(document(&world.router()).await).map(|(_, path, _)| path);
    let routes: BTreeSet<_> = paths
        .filter_map(|path| path.strip_prefix("/auth/v1"))
        .map(ToOwned::to_owned)
        .collect();
    let named: BTreeSet<_> = matrix()
        .into_iter()
        .map(|(_, path, ..)| path.split('?').next().unwrap())
        .map(|path| {
            ["{user}", "{session}", "{factor}"]
                .iter()
                .fold(path.to_owned(), |path, name| path.replace(name, "{id}"))
                .replace("{challenge}", "{factor_id}")
        })
        .chain(OPEN.map(ToOwned::to_owned))
        .collect();
    assert_eq!(routes, named);
}
