//! Codes as people type and paste them into apps.

use serde_json::{Value, json};

use super::{
    client::{BELIEVING, Client, MAYA, PASSWORD, refusal, text},
    factors::{enrol, send},
    mail::code,
};
use crate::{accounts::authenticator::Authenticator, browser::Answer, clock::MINUTE, world::World};
use axum::http::Method;

/// The same digits as different keyboards, mails and clipboards produce them.
pub fn spellings(code: &str) -> Vec<String> {
    let zero = |zero: char| {
        code.chars()
            .map(|c| char::from_u32(u32::from(zero) + u32::from(c) - u32::from('0')).unwrap())
            .collect::<String>()
    };
    let (left, right) = code.split_at(3);
    vec![
        format!("{left} {right}"),
        format!("{left}-{right}"),
        format!("{left}.{right}."),
        format!(" {left}\u{a0}{right}\r\n"),
        format!("\u{feff}{left}\u{200b}{right}\u{200b}"),
        format!("{left}\u{2011}{right}"),
        zero('０'),
        zero('٠'),
        zero('०'),
    ]
}

async fn answer(client: &Client, session: &Value, factor: &Value, code: &str) -> Answer {
    let path = format!("/factors/{}", text(&factor["id"]));
    let ask = format!("{path}/challenge");
    let challenge = send(client, Method::POST, &ask, session, json!({})).await;
    let body = json!({ "challenge_id": challenge.json()["id"], "code": code });
    send(
        client,
        Method::POST,
        &format!("{path}/verify"),
        session,
        body,
    )
    .await
}

#[tokio::test]
async fn the_code_of_an_app_is_right_however_it_is_written() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let mut session = client.sign_up().await;
    let factor = enrol(&client, &session).await;
    let app = Authenticator::new(text(&factor["totp"]["secret"]));
    for number in 0..spellings("000000").len() {
        let code = app.code(world.clock.now().as_second());
        let spelling = &spellings(&code)[number];
        let answered = answer(&client, &session, &factor, spelling).await;
        assert_eq!(answered.status, 200, "{spelling:?}: {}", answered.body);
        session = answered.json();
        world.clock.pass(MINUTE);
    }
}

#[tokio::test]
async fn a_challenge_is_answered_from_another_network() {
    let world = World::with(BELIEVING).await;
    let wifi = world.client().at("192.0.2.7");
    let mobile = world.client().at("2001:db8::7");
    let session = wifi.sign_up().await;
    let factor = enrol(&wifi, &session).await;
    let path = format!("/factors/{}", text(&factor["id"]));
    let ask = format!("{path}/challenge");
    let challenge = send(&wifi, Method::POST, &ask, &session, json!({})).await;
    let code =
        Authenticator::new(text(&factor["totp"]["secret"])).code(world.clock.now().as_second());
    let body = json!({ "challenge_id": challenge.json()["id"], "code": code });
    let verify = format!("{path}/verify");
    let answered = send(&mobile, Method::POST, &verify, &session, body.clone()).await;
    assert_eq!(answered.status, 200, "{}", answered.body);
    let again = send(&wifi, Method::POST, &verify, &answered.json(), body).await;
    assert_eq!(refusal(&again), (422, "mfa_challenge_expired".to_owned()));
}

#[tokio::test]
async fn what_cannot_be_a_code_is_refused_and_does_not_count_as_a_guess() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let factor = enrol(&client, &session).await;
    for slip in [
        "",
        "12345",
        "1234567",
        "my code",
        "12345678",
        "一二三四五六",
    ]
    .repeat(4)
    {
        let answered = answer(&client, &session, &factor, slip).await;
        let refused = (422, "mfa_verification_failed".to_owned());
        assert_eq!(refusal(&answered), refused, "{slip}");
    }
    let code =
        Authenticator::new(text(&factor["totp"]["secret"])).code(world.clock.now().as_second());
    let answered = answer(&client, &session, &factor, &code).await;
    assert_eq!(answered.status, 200, "{}", answered.body);
}

#[tokio::test]
async fn a_mailed_code_and_a_nonce_are_right_however_they_are_written() {
    let world = World::new().await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    assert_eq!(client.post("/signup", maya).await.status, 200);
    let mut session = Value::Null;
    for number in 0..spellings("00000000").len() {
        let code = code(&world, MAYA).await;
        let kind = if number == 0 { "signup" } else { "email" };
        for slip in ["", "123456", "nothing"].repeat(3) {
            let proof = json!({ "type": kind, "email": MAYA, "token": slip });
            let refused = client.post("/verify", proof).await;
            assert_eq!(refusal(&refused), (403, "otp_expired".to_owned()), "{slip}");
        }
        let proof = json!({ "type": kind, "email": MAYA, "token": spellings(&code)[number] });
        let verified = client.post("/verify", proof).await;
        assert_eq!(verified.status, 200, "{}", verified.body);
        session = verified.json();
        world.clock.pass(6 * MINUTE);
        let mailed = client.post("/otp", json!({ "email": MAYA })).await;
        assert_eq!(mailed.status, 200, "{}", mailed.body);
    }
    world.clock.pass(11 * MINUTE);
    let token = text(&session["access_token"]);
    client.get("/reauthenticate", token).await;
    let nonce = spellings(&code(&world, MAYA).await).swap_remove(4);
    let change = json!({ "password": "another long one", "nonce": nonce });
    let changed = client.put_user(token, change).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
}
