//! Mailed codes over HTTP, and the sandbox's mailbox.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::client::{Client, MAYA, PASSWORD, refusal, text};
use crate::{clock::MINUTE, world::World};

/// The code of the last mail with a code to this address.
pub async fn code(world: &World, address: &str) -> String {
    let mails = mailbox(world).await;
    let mut texts = mails
        .iter()
        .filter(|mail| mail["to"] == address)
        .map(|mail| text(&mail["text"]));
    let text = texts
        .find(|text| text.contains("enter this code"))
        .expect("a mail");
    let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
    text.split_whitespace().find(is_code).unwrap().to_owned()
}

/// The queued mails, newest first.
pub async fn mailbox(world: &World) -> Vec<Value> {
    let request = Request::get("/_mailbox").header("accept", "application/json");
    let developer = world.anonymous();
    let answer = developer.send(request.body(Body::empty()).unwrap()).await;
    serde_json::from_str(&answer.body).unwrap()
}

/// Maya's session, after she entered the code of her mail.
async fn confirmed(world: &World, client: &Client) -> Value {
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    assert_eq!(client.post("/signup", maya).await.status, 200);
    let code = code(world, MAYA).await;
    let session = verify(client, "signup", MAYA, &code).await.json();
    // So that the next mail is newer.
    world.clock.pass(MINUTE);
    session
}

async fn verify(client: &Client, kind: &str, address: &str, code: &str) -> crate::browser::Answer {
    let proof = json!({ "type": kind, "email": address, "token": code });
    client.post("/verify", proof).await
}

#[tokio::test]
async fn a_sign_up_is_confirmed_by_the_code_from_its_mail() {
    let world = World::new().await;
    let client = world.client();
    let session = confirmed(&world, &client).await;
    assert!(session["user"]["email_confirmed_at"].is_string());
    assert!(session["user"]["confirmation_sent_at"].is_string());
    let answer = client.get("/user", text(&session["access_token"])).await;
    assert_eq!(answer.status, 200);
    assert_eq!(client.sign_in(PASSWORD).await.status, 200);
}

#[tokio::test]
async fn each_way_to_a_code_answers_the_same_to_everybody() {
    let world = World::new().await;
    let client = world.client();
    confirmed(&world, &client).await;
    for address in [MAYA, "nobody@example.com"] {
        for (path, body) in [
            ("/recover", json!({ "email": address })),
            ("/otp", json!({ "email": address, "create_user": false })),
            (
                "/magiclink",
                json!({ "email": address, "create_user": false }),
            ),
            ("/resend", json!({ "email": address, "type": "signup" })),
            (
                "/resend",
                json!({ "email": address, "type": "email_change" }),
            ),
        ] {
            for _ in 0..2 {
                let answer = client.post(path, body.clone()).await;
                assert_eq!(
                    (answer.status, answer.json()),
                    (200, json!({})),
                    "{path} {body}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_code_to_sign_in_opens_a_session() {
    let world = World::new().await;
    let client = world.client();
    for (kind, path) in [("email", "/otp"), ("magiclink", "/magiclink")] {
        world.clock.pass(2 * MINUTE);
        client
            .post(path, json!({ "email": MAYA, "data": { "a": 1 } }))
            .await;
        let code = code(&world, MAYA).await;
        let session = verify(&client, kind, MAYA, &code).await.json();
        assert_eq!(session["user"]["user_metadata"], json!({ "a": 1 }));
        let again = verify(&client, kind, MAYA, &code).await;
        assert_eq!(refusal(&again), (403, "otp_expired".to_owned()));
    }
}

#[tokio::test]
async fn a_change_of_address_is_confirmed_in_both_boxes() {
    let world = World::new().await;
    let client = world.client();
    let session = confirmed(&world, &client).await;
    let new = "maya@new.example";
    let user = client
        .put_user(text(&session["access_token"]), json!({ "email": new }))
        .await
        .json();
    assert_eq!(
        (&user["email"], &user["new_email"]),
        (&json!(MAYA), &json!(new))
    );
    let half = verify(&client, "email_change", MAYA, &code(&world, MAYA).await).await;
    assert_eq!((half.status, &half.json()["code"]), (200, &json!("200")));
    let whole = verify(&client, "email_change", new, &code(&world, new).await).await;
    let user = &whole.json()["user"];
    assert_eq!((&user["email"], user.get("new_email")), (&json!(new), None));
}

#[tokio::test]
async fn a_password_is_changed_with_a_mailed_nonce() {
    let world = World::new().await;
    let client = world.client();
    let session = confirmed(&world, &client).await;
    let token = text(&session["access_token"]);
    world.clock.pass(11 * MINUTE);
    assert_eq!(client.get("/reauthenticate", token).await.json(), json!({}));
    let again = client.get("/reauthenticate", token).await;
    assert_eq!(
        refusal(&again),
        (429, "over_email_send_rate_limit".to_owned())
    );
    assert_eq!(again.header("retry-after"), Some("60"));
    let change = |nonce: &str| json!({ "password": "another long one", "nonce": nonce });
    let wrong = client.put_user(token, change("00000000")).await;
    assert_eq!(
        refusal(&wrong),
        (422, "reauthentication_not_valid".to_owned())
    );
    let code = code(&world, MAYA).await;
    assert_eq!(client.put_user(token, change(&code)).await.status, 200);
}

#[tokio::test]
async fn each_mistake_about_codes_has_its_status_and_code() {
    let world = World::new().await;
    let client = world.client();
    for (path, body, status, code) in [
        (
            "/verify",
            json!({ "type": "signup", "email": MAYA, "token": "00000000" }),
            403,
            "otp_expired",
        ),
        (
            "/verify",
            json!({ "type": "sms", "phone": "1", "token": "1" }),
            400,
            "phone_provider_disabled",
        ),
        (
            "/verify",
            json!({ "type": "signup", "token_hash": "x" }),
            403,
            "otp_expired",
        ),
        (
            "/verify",
            json!({ "email": MAYA, "token": "1" }),
            400,
            "validation_failed",
        ),
        (
            "/otp",
            json!({ "phone": "1" }),
            400,
            "phone_provider_disabled",
        ),
        ("/otp", json!({}), 400, "validation_failed"),
        (
            "/recover",
            json!({ "email": "nobody" }),
            400,
            "validation_failed",
        ),
        (
            "/resend",
            json!({ "email": MAYA }),
            400,
            "validation_failed",
        ),
    ] {
        let answer = client.post(path, body.clone()).await;
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{path} {body}");
    }
}

#[tokio::test]
async fn the_mailbox_is_a_page_and_is_there_only_where_people_are_invented() {
    let world = World::new().await;
    assert!(
        world
            .anonymous()
            .get("/_mailbox")
            .await
            .text()
            .contains("No mail yet.")
    );
    let sneaky = json!({ "email": "q&lt@example.com", "password": PASSWORD });
    world.client().post("/signup", sneaky).await;
    let page = world.anonymous().get("/_mailbox").await;
    assert!(page.text().contains("Confirm your e-mail address"));
    assert!(page.body.contains("q&amp;lt@"), "{}", page.body);
    let real = World::with(&[
        ("TIMEBACK_ENV", "staging"),
        ("TIMEBACK_API_CLIENT_ID", "id"),
        ("TIMEBACK_API_CLIENT_SECRET", "secret"),
        ("TIMEBACK_SSO_CLIENT_ID", "id"),
        ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ])
    .await;
    assert_eq!(real.anonymous().get("/_mailbox").await.status, 404);
}
