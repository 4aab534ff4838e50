//! Rate limits on guessing passwords and codes, and on requesting mails.

use serde_json::json;

use crate::{
    auth_api::client::{BELIEVING, Client, MAYA, PASSWORD, refusal},
    browser::Answer,
    clock::{HOUR, MINUTE},
    world::World,
};

const SCHOOL: &str = "192.0.2.1";
const WRONG: &str = "not the password";

async fn sign_in(client: &Client, address: &str, password: &str) -> Answer {
    let body = json!({ "email": address, "password": password });
    client.post("/token?grant_type=password", body).await
}

/// A refusal as its client sees it: status, error code, `Retry-After` and message.
fn told(answer: &Answer) -> (u16, String, Option<String>, String) {
    let (status, code) = refusal(answer);
    let wait = answer.header("retry-after").map(ToOwned::to_owned);
    (status, code, wait, answer.body.clone())
}

#[tokio::test]
async fn the_sixth_guess_waits_and_reads_the_same_for_somebody_and_for_nobody() {
    let world = World::with(BELIEVING).await;
    let client = world.client().at(SCHOOL);
    client.sign_up().await;
    let mut answers = Vec::new();
    for address in [MAYA, "nobody@example.com"] {
        for _ in 0..5 {
            let (status, code, ..) = told(&sign_in(&client, address, WRONG).await);
            assert_eq!((status, code.as_str()), (400, "invalid_credentials"));
        }
        answers.push(told(&sign_in(&client, address, WRONG).await));
    }
    assert_eq!(answers[0], answers[1]);
    let (status, code, wait, _) = &answers[0];
    assert_eq!((*status, code.as_str()), (429, "over_request_rate_limit"));
    assert_eq!(wait.as_deref(), Some("30"));
    let right = sign_in(&client, MAYA, PASSWORD).await;
    assert_eq!(
        right.status, 429,
        "the guesser learns nothing from being right"
    );
    let elsewhere = sign_in(&client.at("198.51.100.7"), MAYA, PASSWORD).await;
    assert_eq!(elsewhere.status, 200, "Maya at home gets in");
    world.clock.pass(MINUTE);
    assert_eq!(sign_in(&client, MAYA, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_classroom_of_thirty_behind_one_address_signs_up_and_in() {
    let world = World::with(BELIEVING).await;
    let classroom = world.client().at(SCHOOL);
    for student in 0..30 {
        let address = format!("student.{student}@example.com");
        let body = json!({ "email": address, "password": PASSWORD });
        assert_eq!(classroom.post("/signup", body).await.status, 200);
        assert_eq!(sign_in(&classroom, &address, WRONG).await.status, 400);
        assert_eq!(sign_in(&classroom, &address, PASSWORD).await.status, 200);
    }
}

#[tokio::test]
async fn nobody_escapes_by_saying_they_are_forwarded() {
    let world = World::with(&[("TRUSTED_PROXIES", "10.0.0.0/8")]).await;
    for (peer, last) in [(SCHOOL, 429), ("10.0.0.1", 400)] {
        let client = world.client().at(peer);
        let mut status = 0;
        for guess in 0..6 {
            let forwarded = format!("198.51.100.{guess}");
            let headers = [("x-forwarded-for", forwarded.as_str())];
            let body = json!({ "email": format!("x@{peer}.example"), "password": WRONG });
            let path = "/token?grant_type=password";
            let method = axum::http::Method::POST;
            status = client
                .send(method, path, &headers, body.to_string())
                .await
                .status;
        }
        assert_eq!(status, last, "{peer}");
    }
}

#[tokio::test]
async fn a_mailed_code_is_guessed_at_no_more_often_than_a_password() {
    let world = World::new().await;
    let client = world.client().at(SCHOOL);
    for address in [MAYA, "nobody@example.com"] {
        let guess = json!({ "type": "recovery", "email": address, "token": "12345678" });
        for _ in 0..5 {
            let refused = refusal(&client.post("/verify", guess.clone()).await);
            assert_eq!(refused, (403, "otp_expired".to_owned()));
        }
        let refused = client.post("/verify", guess).await;
        assert_eq!(refused.header("retry-after"), Some("30"));
        assert_eq!(
            refusal(&refused),
            (429, "over_request_rate_limit".to_owned())
        );
    }
}

#[tokio::test]
async fn an_account_is_recovered_by_three_mails_an_hour_whether_it_exists_or_not() {
    let world = World::with(BELIEVING).await;
    let client = world.client().at(SCHOOL);
    client.sign_up().await;
    let mut last = Vec::new();
    for address in [MAYA, "nobody@example.com"] {
        let body = json!({ "email": address });
        for _ in 0..3 {
            assert_eq!(client.post("/recover", body.clone()).await.status, 200);
        }
        last.push(told(&client.post("/recover", body).await));
    }
    assert_eq!(last[0], last[1]);
    let (status, code, wait, _) = &last[0];
    assert_eq!(
        (*status, code.as_str()),
        (429, "over_email_send_rate_limit")
    );
    assert_eq!(wait.as_deref(), Some("1200"));
    world.clock.pass(HOUR);
    let again = client.post("/recover", json!({ "email": MAYA })).await;
    assert_eq!(again.status, 200);
}

#[tokio::test]
async fn failures_of_every_kind_are_in_the_log_with_where_they_came_from() {
    let world = World::with(BELIEVING).await;
    let client = world.client().at(SCHOOL);
    client.sign_up().await;
    sign_in(&client, MAYA, WRONG).await;
    sign_in(&client, "nobody@example.com", WRONG).await;
    let guess = json!({ "type": "recovery", "email": MAYA, "token": "12345678" });
    client.post("/verify", guess).await;
    let log = world.state.identity.audit_log().await.unwrap();
    let failed: Vec<_> = log
        .iter()
        .filter(|entry| entry.action == "login_failed")
        .collect();
    let whose: Vec<_> = failed
        .iter()
        .map(|entry| entry.subject_id.is_some())
        .collect();
    assert_eq!(whose, [true, false, true]);
    assert!(
        failed
            .iter()
            .all(|entry| entry.address.as_deref() == Some(SCHOOL))
    );
}
