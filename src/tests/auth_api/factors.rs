use axum::http::Method;
use serde_json::{Value, json};

use super::client::{BELIEVING, Client, PASSWORD, VERSION, refusal, text};
use crate::{accounts::authenticator::Authenticator, browser::Answer, clock::MINUTE, world::World};

pub async fn send(
    client: &Client,
    method: Method,
    path: &str,
    session: &Value,
    body: Value,
) -> Answer {
    let bearer = format!("Bearer {}", text(&session["access_token"]));
    let headers = [VERSION, ("authorization", bearer.as_str())];
    client.send(method, path, &headers, body.to_string()).await
}

pub async fn enrol(client: &Client, session: &Value) -> Value {
    let phone =
        json!({ "factor_type": "totp", "friendly_name": "phone", "issuer": "North School" });
    let answer = send(client, Method::POST, "/factors", session, phone).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// Answers the challenge of a factor with the code that its app shows.
pub async fn raise(world: &World, client: &Client, session: &Value, factor: &Value) -> Answer {
    let path = format!("/factors/{}", text(&factor["id"]));
    let challenge = send(
        client,
        Method::POST,
        &format!("{path}/challenge"),
        session,
        json!({}),
    )
    .await
    .json();
    let now = world.clock.now().as_second();
    assert_eq!(challenge["expires_at"], now + 300);
    let code = Authenticator::new(text(&factor["totp"]["secret"])).code(now);
    let answer = json!({ "challenge_id": challenge["id"], "code": code });
    let answer = send(
        client,
        Method::POST,
        &format!("{path}/verify"),
        session,
        answer,
    )
    .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

#[tokio::test]
async fn an_app_is_enrolled_by_picture_or_text_and_shown_in_the_profile() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let factor = enrol(&client, &session).await;
    assert!(text(&factor["totp"]["qr_code"]).contains("<svg"));
    let uri = text(&factor["totp"]["uri"]);
    assert!(
        uri.starts_with("otpauth://totp/North%20School:maya%40example.com?"),
        "{uri}"
    );
    assert!(uri.contains(text(&factor["totp"]["secret"])));
    let profile = client.get("/user", text(&session["access_token"])).await;
    let shown = &profile.json()["factors"][0];
    assert_eq!(
        (
            &shown["id"],
            &shown["status"],
            &shown["factor_type"],
            &shown["friendly_name"]
        ),
        (
            &factor["id"],
            &json!("unverified"),
            &json!("totp"),
            &json!("phone")
        )
    );
    assert!(!profile.body.contains(text(&factor["totp"]["secret"])));
    let raised = raise(&world, &client, &session, &factor).await.json();
    assert_eq!(raised["user"]["factors"][0]["status"], "verified");
}

#[tokio::test]
async fn what_takes_a_surer_session_says_so() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let factor = enrol(&client, &session).await;
    let raised = raise(&world, &client, &session, &factor).await.json();
    let beside = client.sign_in(PASSWORD).await.json();
    let path = format!("/factors/{}", text(&factor["id"]));
    for (method, path, body, status) in [
        (
            Method::PUT,
            "/user",
            json!({ "password": "another long one" }),
            401,
        ),
        (
            Method::POST,
            "/factors",
            json!({ "factor_type": "totp", "friendly_name": "b" }),
            403,
        ),
        (Method::POST, "/factors/backup_codes", json!({}), 403),
        (Method::DELETE, path.as_str(), json!({}), 422),
    ] {
        let answer = send(&client, method, path, &beside, body).await;
        assert_eq!(
            refusal(&answer),
            (status, "insufficient_aal".to_owned()),
            "{path}"
        );
    }
    let codes = send(
        &client,
        Method::POST,
        "/factors/backup_codes",
        &raised,
        json!({}),
    )
    .await;
    assert_eq!(codes.json()["codes"].as_array().unwrap().len(), 10);
    let removed = send(&client, Method::DELETE, &path, &raised, json!({})).await;
    assert_eq!(removed.json(), json!({ "id": factor["id"] }));
}

#[tokio::test]
async fn each_mistake_about_factors_has_its_code() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let factor = enrol(&client, &session).await;
    let path = format!("/factors/{}", text(&factor["id"]));
    let (challenge, verify) = (format!("{path}/challenge"), format!("{path}/verify"));
    let asked = send(&client, Method::POST, &challenge, &session, json!({}))
        .await
        .json();
    let wrong = json!({ "challenge_id": asked["id"], "code": "000000" });
    for (path, body, status, code) in [
        (
            "/factors",
            json!({ "factor_type": "phone" }),
            422,
            "mfa_phone_enroll_not_enabled",
        ),
        ("/factors", json!({}), 400, "validation_failed"),
        (
            "/factors/unknown/challenge",
            json!({}),
            404,
            "mfa_factor_not_found",
        ),
        (
            verify.as_str(),
            wrong.clone(),
            422,
            "mfa_verification_failed",
        ),
        (
            verify.as_str(),
            json!({ "challenge_id": "unknown", "code": "123456" }),
            404,
            "mfa_factor_not_found",
        ),
    ] {
        let answer = send(&client, Method::POST, path, &session, body).await;
        assert_eq!(refusal(&answer), (status, code.to_owned()), "{path}");
    }
    let raised = raise(&world, &client, &session, &factor).await.json();
    let same = json!({ "factor_type": "totp", "friendly_name": "phone" });
    let same = send(&client, Method::POST, "/factors", &raised, same).await;
    assert_eq!(refusal(&same), (422, "mfa_factor_name_conflict".to_owned()));
    world.clock.pass(6 * MINUTE);
    let late = send(&client, Method::POST, &verify, &session, wrong).await;
    assert_eq!(refusal(&late), (422, "mfa_challenge_expired".to_owned()));
}

#[tokio::test]
async fn an_app_that_never_showed_a_code_makes_room_for_the_next() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let session = client.sign_up().await;
    let totp = json!({ "factor_type": "totp" });
    let mut last = json!({});
    for _ in 0..12 {
        let enrolled = send(&client, Method::POST, "/factors", &session, totp.clone()).await;
        assert_eq!(enrolled.status, 200, "{}", enrolled.body);
        last = enrolled.json();
    }
    let user = client
        .get("/user", text(&session["access_token"]))
        .await
        .json();
    let factors = user["factors"].as_array().unwrap();
    assert_eq!(factors.len(), 1);
    assert_eq!(factors[0]["id"], last["id"]);
    let raised = raise(&world, &client, &session, &last).await.json();
    assert_eq!(raised["user"]["factors"][0]["status"], "verified");
}
