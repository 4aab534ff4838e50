//! User enumeration: no response reveals whether an address has an account.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{Client, MAYA, PASSWORD, VERSION},
    clock::MINUTE,
    log::log,
    store::{Store, on_both_engines},
    world::World,
};

/// All requests with an address that need no credentials.
fn questions(address: &str) -> Vec<(&'static str, Value)> {
    vec![
        (
            "/token?grant_type=password",
            json!({ "email": address, "password": "not the password" }),
        ),
        (
            "/signup",
            json!({ "email": address, "password": "a long password" }),
        ),
        ("/recover", json!({ "email": address })),
        ("/otp", json!({ "email": address })),
        ("/otp", json!({ "email": address, "create_user": false })),
        ("/magiclink", json!({ "email": address })),
        ("/resend", json!({ "email": address, "type": "signup" })),
        (
            "/verify",
            json!({ "email": address, "type": "signup", "token": "00000000" }),
        ),
        (
            "/verify",
            json!({ "email": address, "type": "recovery", "token": "00000000" }),
        ),
    ]
}

/// Status, headers and the shape of the body, without values that differ in every response.
async fn answer(client: &Client, path: &str, body: Value, address: &str) -> (u16, String, String) {
    let answer = client.post(path, body).await;
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id" && *name != "content-length")
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    let body = shape(&answer.json()).replace(address, "somebody");
    (answer.status, headers.join("\n"), body)
}

/// A body without identifiers.
fn shape(body: &Value) -> String {
    let mut text = body.to_string();
    for name in ["id", "sub", "user_id", "identity_id"] {
        let key = format!("\"{name}\":\"");
        let parts: Vec<_> = text.split(&key).map(ToOwned::to_owned).collect();
        let cut = parts
            .iter()
            .skip(1)
            .map(|part| &part[part.find('"').unwrap()..]);
        text = std::iter::once(parts[0].as_str())
            .chain(cut)
            .collect::<Vec<_>>()
            .join(&key);
    }
    text
}

/// Requests with one address and the other have the same responses.
async fn are_answered_alike(client: &Client, known: &str, nobody: &str) {
    for (known_to, unknown_to) in questions(known).into_iter().zip(questions(nobody)) {
        // Each request is for a new user, so that no response depends on an earlier request.
        let fresh = format!("{}.{nobody}", known_to.0.len());
        let body = unknown_to.1.to_string().replace(nobody, &fresh);
        let body = serde_json::from_str(&body).unwrap();
        let somebody = answer(client, known_to.0, known_to.1, known).await;
        let nobody = answer(client, unknown_to.0, body, &fresh).await;
        assert_eq!(somebody, nobody, "{}", known_to.0);
    }
}

#[tokio::test]
async fn everybody_is_answered_the_same_whether_or_not_they_have_an_account() {
    let world = World::new().await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    assert_eq!(client.post("/signup", maya).await.status, 200);
    are_answered_alike(&client, MAYA, "nobody@example.com").await;
    // From before addresses were validated.
    for statement in [
        "UPDATE email_addresses SET address = 'maya@localhost', address_lower = 'maya@localhost'",
        "UPDATE identities SET email = 'maya@localhost'",
    ] {
        world.break_store(statement).await;
    }
    are_answered_alike(&client, "maya@localhost", "nobody@localhost").await;
}

#[tokio::test]
async fn a_refused_sign_in_leaves_as_much_behind_for_nobody_as_for_somebody() {
    let world = World::new().await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    client.post("/signup", maya).await;
    let entries = async || world.state.identity.audit_log().await.unwrap().len();
    for address in [MAYA, "nobody@example.com"] {
        for (path, body) in questions(address)
            .into_iter()
            .filter(|(path, body)| *path != "/signup" && body["create_user"].is_null())
            .filter(|(path, _)| !["/otp", "/magiclink", "/resend"].contains(path))
        {
            let before = entries().await;
            client.post(path, body).await;
            assert_eq!(entries().await - before, 1, "{path} {address}");
        }
    }
}

/// The statements that a request sends to the database, from the log.
async fn statements(world: &World, path: &str, body: Value, id: &str) -> Vec<String> {
    let headers = [VERSION, ("x-request-id", id)];
    let client = world.client();
    let answer = client
        .send(Method::POST, path, &headers, body.to_string())
        .await;
    assert!(answer.status < 500, "{path}: {}", answer.body);
    let mark = format!("id=\"{id}\"");
    let text = log().text();
    let of_request = text
        .lines()
        .filter(|line| line.contains(&mark) && line.contains("summary="));
    // The timestamp that is updated depends on the operation; the table is the same.
    let summary = |line: &str| {
        let (_, rest) = line.split_once("summary=").unwrap();
        let (summary, _) = rest.split_once(" db.statement").unwrap();
        summary.split(" SET ").next().unwrap().to_owned()
    };
    // New connections and the periodic reload of keys are independent of the request.
    let is_of_anybody = |summary: &String| {
        !["\"SET ", "\"SELECT private_key"]
            .iter()
            .any(|begin| summary.starts_with(begin))
    };
    let mut all: Vec<_> = of_request.map(summary).filter(is_of_anybody).collect();
    all.sort();
    all
}

on_both_engines![whoever_asks_for_a_code_or_brings_one_costs_the_same_with_and_without_an_account,];

/// Counts statements instead of measuring time, which `make bench` does.
async fn whoever_asks_for_a_code_or_brings_one_costs_the_same_with_and_without_an_account(
    store: Store,
) {
    log();
    let world = World::on(store).await;
    let claim = json!({ "email": "claimed@example.com", "password": PASSWORD });
    assert_eq!(world.client().post("/signup", claim).await.status, 200);
    let known = json!({ "email": MAYA });
    assert_eq!(world.client().post("/otp", known.clone()).await.status, 200);
    let token = world.mailed_code(MAYA).await;
    let proof = json!({ "type": "email", "email": MAYA, "token": token });
    assert_eq!(world.client().post("/verify", proof).await.status, 200);

    // The second request comes right after a mail, the third one more than a minute after it.
    for round in 0..3 {
        let questions = [MAYA, "claimed@example.com", "nobody@example.com"].map(questions);
        let [proved, claimed, nobody] = &questions;
        for (number, (path, body)) in nobody.iter().enumerate() {
            if ["/signup", "/token?grant_type=password"].contains(path) {
                continue;
            }
            // Each request is for a new user, so that no account exists from an earlier request.
            let fresh = format!("nobody.{round}.{number}@example.com");
            let body = body.to_string().replace("nobody@example.com", &fresh);
            let body = serde_json::from_str(&body).unwrap();
            let id = |who| {
                format!(
                    "equal-{}-{round}-{number}-{who}",
                    world.platform.origin.port().unwrap()
                )
            };
            let expected = statements(&world, path, body, &id("nobody")).await;
            assert!(!expected.is_empty(), "{path}: the log has no statements");
            for (who, known) in [("proved", proved), ("claimed", claimed)] {
                let (path, body) = known[number].clone();
                let sent = statements(&world, path, body, &id(who)).await;
                assert_eq!(sent, expected, "{path}, {who}, time {round}");
            }
        }
        if round == 1 {
            world.clock.pass(MINUTE * 30);
        }
    }
}
