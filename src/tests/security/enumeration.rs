//! Nobody learns who has an account.

use serde_json::{Value, json};

use crate::{
    auth_api::client::{Client, MAYA, PASSWORD},
    world::World,
};

/// Everything that is asked with an address, and answered to anybody.
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

/// Status, headers and the shape of the body: what differs from request to request is taken out.
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

/// A body without its identifiers.
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

#[tokio::test]
async fn everybody_is_answered_the_same_whether_or_not_they_have_an_account() {
    let world = World::new().await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    assert_eq!(client.post("/signup", maya).await.status, 200);
    let nobody = "nobody@example.com";
    for (known, unknown) in questions(MAYA).into_iter().zip(questions(nobody)) {
        // Each question is about somebody new, so that no answer follows from the one before.
        let fresh = format!("{}.{nobody}", known.0.len());
        let body: Value =
            serde_json::from_str(&unknown.1.to_string().replace(nobody, &fresh)).unwrap();
        let somebody = answer(&client, known.0, known.1, MAYA).await;
        let nobody = answer(&client, unknown.0, body, &fresh).await;
        assert_eq!(somebody, nobody, "{}", known.0);
    }
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
