//! Every operation of the document, executed as documented.

use std::{cell::RefCell, collections::BTreeSet};

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    accounts::authenticator::Authenticator,
    activities::{HEARTBEAT, SUBMIT, heartbeat, post, submission},
    auth_api::{
        client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, text},
        mail::code,
    },
    browser::Answer,
    contract::{document, is_clerk, operations},
    world::{ME, SIGN_OUT, STUDENT, World},
};

/// The client, and the operations executed so far.
struct Walk {
    client: Client,
    done: RefCell<BTreeSet<String>>,
}

impl Walk {
    /// Executes an operation and returns the response.
    async fn go(&self, method: Method, path: &str, token: &str, body: Value) -> Value {
        let bearer = format!("Bearer {token}");
        let headers = [VERSION, ("authorization", bearer.as_str())];
        let what = format!("{method} /auth/v1{path}");
        let answer = self.client.send(method, path, &headers, body.to_string());
        let answer = answer.await;
        assert!(answer.status < 300, "{what}: {}", answer.body);
        self.note(&what);
        serde_json::from_str(&answer.body).unwrap_or_default()
    }

    /// Marks an operation as executed. Ids in the path are recognized by the segment before them.
    fn note(&self, what: &str) {
        let mut parts: Vec<_> = what.split('?').next().unwrap().split('/').collect();
        for at in 1..parts.len() {
            let is_id = parts[at].len() > 15 || parts[at].len() == 36;
            if is_id && ["users", "sessions", "factors"].contains(&parts[at - 1]) {
                let is_below = parts[..at].contains(&"{id}");
                parts[at] = if is_below { "{factor_id}" } else { "{id}" };
            }
        }
        self.done.borrow_mut().insert(parts.join("/"));
    }

    fn note_answer(&self, what: &str, answer: &Answer) {
        assert!(answer.status < 400, "{what}: {}", answer.body);
        self.note(what);
    }
}

async fn as_anybody(walk: &Walk) {
    for path in [
        "/health",
        "/settings",
        "/.well-known/jwks.json",
        "/.well-known/openid-configuration",
    ] {
        walk.go(Method::GET, path, "", json!(null)).await;
    }
    let led = walk.client.get("/verify?token=x", "").await;
    walk.note_answer("GET /auth/v1/verify", &led);
    let maya = json!({ "email": MAYA });
    for path in ["/otp", "/magiclink", "/recover"] {
        walk.go(Method::POST, path, "", maya.clone()).await;
    }
    let resend = json!({ "type": "signup", "email": MAYA });
    walk.go(Method::POST, "/resend", "", resend).await;
}

async fn as_maya(walk: &Walk, world: &World) {
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    walk.go(Method::POST, "/signup", "", maya.clone()).await;
    let other = walk
        .go(Method::POST, "/token?grant_type=password", "", maya)
        .await;
    walk.go(Method::POST, "/otp", "", json!({ "email": MAYA }))
        .await;
    let proof = json!({ "type": "email", "email": MAYA, "token": code(world, MAYA).await });
    let session = walk.go(Method::POST, "/verify", "", proof).await;
    let token = text(&session["access_token"]);
    walk.go(Method::GET, "/user", token, json!(null)).await;
    walk.go(Method::PUT, "/user", token, json!({ "data": { "a": 1 } }))
        .await;
    walk.go(Method::GET, "/reauthenticate", token, json!(null))
        .await;
    walk.go(
        Method::POST,
        "/user/tokens",
        token,
        json!({ "service": "hasura" }),
    )
    .await;
    let sessions = walk
        .go(Method::GET, "/user/sessions", token, json!(null))
        .await;
    let others = sessions["sessions"].as_array().unwrap();
    let other_one = others.iter().find(|it| it["current"] == false).unwrap();
    let path = format!("/user/sessions/{}", text(&other_one["id"]));
    walk.go(Method::DELETE, &path, token, json!(null)).await;
    assert!(other["access_token"].is_string());
    let surer = with_a_factor(walk, world, token).await;
    walk.go(Method::POST, "/logout?scope=others", &surer, json!(null))
        .await;
    walk.go(Method::DELETE, "/user", &surer, json!(null)).await;
}

/// The access token of the same session, at the second assurance level; the factor is deleted again.
async fn with_a_factor(walk: &Walk, world: &World, token: &str) -> String {
    let phone = json!({ "factor_type": "totp", "friendly_name": "phone" });
    let factor = walk.go(Method::POST, "/factors", token, phone).await;
    let path = format!("/factors/{}", text(&factor["id"]));
    let challenge = format!("{path}/challenge");
    let challenge = walk.go(Method::POST, &challenge, token, json!({})).await;
    let app = Authenticator::new(text(&factor["totp"]["secret"]));
    let code = app.code(world.clock.now().as_second());
    let answer = json!({ "challenge_id": challenge["id"], "code": code });
    let verify = format!("{path}/verify");
    let surer = walk.go(Method::POST, &verify, token, answer).await;
    let surer = text(&surer["access_token"]).to_owned();
    walk.go(Method::POST, "/factors/backup_codes", &surer, json!({}))
        .await;
    walk.go(Method::DELETE, &path, &surer, json!(null)).await;
    surer
}

async fn as_administrator(walk: &Walk, world: &World) {
    let admin = world.admin_token().await;
    let leon = json!({ "email": "leon@example.com", "password": PASSWORD });
    let user = walk.go(Method::POST, "/admin/users", &admin, leon).await;
    let path = format!("/admin/users/{}", text(&user["id"]));
    walk.go(Method::GET, "/admin/users", &admin, json!(null))
        .await;
    walk.go(Method::GET, &path, &admin, json!(null)).await;
    walk.go(Method::PUT, &path, &admin, json!({ "role": "teacher" }))
        .await;
    walk.go(Method::DELETE, &path, &admin, json!({})).await;
    let noor = json!({ "email": "noor@example.com" });
    walk.go(Method::POST, "/invite", &admin, noor).await;
    as_administrator_of_factors(walk, &admin).await;
    walk.go(Method::GET, "/admin/audit", &admin, json!(null))
        .await;
}

/// The session of a user who signed up with an administrator's link.
async fn as_administrator_of_factors(walk: &Walk, admin: &str) {
    let link = json!({ "type": "signup", "email": "ada@example.com", "password": PASSWORD });
    let link = walk
        .go(Method::POST, "/admin/generate_link", admin, link)
        .await;
    let proof = json!({ "type": "signup", "token_hash": link["hashed_token"] });
    let session = walk.go(Method::POST, "/verify", "", proof).await;
    let phone = json!({ "factor_type": "totp", "friendly_name": "phone" });
    let token = text(&session["access_token"]);
    let factor = walk.go(Method::POST, "/factors", token, phone).await;
    let path = format!("/admin/users/{}/factors", text(&link["id"]));
    walk.go(Method::GET, &path, admin, json!(null)).await;
    let path = format!("{path}/{}", text(&factor["id"]));
    let name = json!({ "friendly_name": "old phone" });
    walk.go(Method::PUT, &path, admin, name).await;
    walk.go(Method::DELETE, &path, admin, json!(null)).await;
}

async fn as_a_student(walk: &Walk, world: &World) {
    let student = world.student(STUDENT).await;
    walk.note("GET /api/timeback/identity/signin");
    walk.note("GET /api/timeback/identity/callback");
    for path in ["/api/timeback/user/verify", ME] {
        walk.note_answer(&format!("GET {path}"), &student.get(path).await);
    }
    for (path, body) in [(SUBMIT, submission(&[])), (HEARTBEAT, heartbeat(&[]))] {
        walk.note_answer(&format!("POST {path}"), &post(&student, path, &body).await);
    }
    walk.note_answer(&format!("GET {SIGN_OUT}"), &student.get(SIGN_OUT).await);
    let answer = student.post_form(SIGN_OUT, &[]).await;
    walk.note_answer(&format!("POST {SIGN_OUT}"), &answer);
}

#[tokio::test]
async fn every_operation_works_as_documented() {
    let world = World::with(BELIEVING).await;
    let walk = Walk {
        client: world.client(),
        done: RefCell::default(),
    };
    as_maya(&walk, &world).await;
    as_anybody(&walk).await;
    as_administrator(&walk, &world).await;
    as_a_student(&walk, &world).await;
    let documented: BTreeSet<_> = operations(document(&world.router()).await)
        .filter_map(|(method, path, _)| (!is_clerk(path)).then(|| format!("{method} {path}")))
        .collect();
    assert_eq!(walk.done.into_inner(), documented);
}
