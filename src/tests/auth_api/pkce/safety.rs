//! PKCE: rejected redirect URIs, and what an attacker does not learn.

use serde_json::{Value, json};

use super::{APP, CHALLENGE, VERIFIER, ask, asking, challenging, code, exchange, follow};
use crate::{
    auth_api::client::{BELIEVING, MAYA, refusal},
    browser::ORIGIN,
    clock::MINUTE,
    log::log,
    sign_in_pages::actor::Mail,
    world::World,
};

#[tokio::test]
async fn no_link_leads_to_a_strangers_address() {
    let world = World::new().await;
    let client = world.client();
    for stranger in [
        "https://evil.example/",
        "//evil.example",
        "http://127.0.0.1:3000@evil.example/",
        "http://127.0.0.1.evil.example/",
        "javascript:alert(1)",
        "",
    ] {
        world.clock.pass(2 * MINUTE);
        ask(&client, stranger).await;
        let page = world.anonymous();
        let page = page.get(&Mail::to(&world, MAYA).await.link()).await;
        assert!(!page.body.contains("takes you back to"), "{stranger}");
        let led = follow(&world, MAYA).await;
        assert!(
            led.starts_with(&format!("{ORIGIN}/?code=")),
            "{stranger}: {led}"
        );
        assert_eq!(exchange(&client, code(&led), VERIFIER).await.status, 200);
    }
    // The confirmation page is unchanged.
    assert_eq!(world.anonymous().get("/?code=x").await.status, 200);
}

#[tokio::test]
async fn an_app_is_told_what_is_wrong() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let invalid = |body: Value| (json!({ "email": MAYA }), body);
    for (mut body, more) in [
        invalid(json!({ "code_challenge": CHALLENGE })),
        invalid(json!({ "code_challenge_method": "s256" })),
        invalid(json!({ "code_challenge": "short", "code_challenge_method": "s256" })),
        invalid(json!({ "code_challenge": "ä".repeat(30), "code_challenge_method": "s256" })),
        invalid(json!({ "code_challenge": CHALLENGE, "code_challenge_method": "md5" })),
    ] {
        let more = more.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(more);
        for path in ["/otp", "/recover", "/magiclink"] {
            let answer = client.post(path, body.clone()).await;
            let expected = (400, "validation_failed".to_owned());
            assert_eq!(refusal(&answer), expected, "{path} {body}");
        }
    }
    ask(&client, APP).await;
    let led = follow(&world, MAYA).await;
    let unknown = "A".repeat(43);
    for (code, verifier, status, expected) in [
        ("", VERIFIER, 400, "validation_failed"),
        (code(&led), "", 400, "validation_failed"),
        ("no code", VERIFIER, 404, "flow_state_not_found"),
        (&unknown, VERIFIER, 404, "flow_state_not_found"),
        (code(&led), CHALLENGE, 400, "bad_code_verifier"),
        (code(&led), VERIFIER, 404, "flow_state_not_found"),
    ] {
        let answer = exchange(&client, code, verifier).await;
        let expected = (status, expected.to_owned());
        assert_eq!(refusal(&answer), expected, "{code} {verifier}");
    }
    world.clock.pass(2 * MINUTE);
    ask(&client, APP).await;
    let led = follow(&world, MAYA).await;
    world.clock.pass(5 * MINUTE);
    let late = exchange(&client, code(&led), VERIFIER).await;
    assert_eq!(refusal(&late), (422, "flow_state_expired".to_owned()));
}

#[tokio::test]
async fn nobody_learns_from_an_apps_mail_who_has_an_account() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    client.sign_up().await;
    for address in [MAYA, "nobody@example.com"] {
        for path in ["/otp", "/recover"] {
            let body = challenging(json!({ "email": address, "create_user": false }));
            let answer = client.post(&asking(path, APP), body).await;
            assert_eq!((answer.status, answer.json()), (200, json!({})), "{path}");
        }
    }
}

#[tokio::test]
async fn neither_the_code_nor_the_secret_of_an_app_is_logged() {
    let log = log();
    let world = World::new().await;
    let client = world.client();
    ask(&client, APP).await;
    let led = follow(&world, MAYA).await;
    for verifier in [CHALLENGE, VERIFIER] {
        exchange(&client, code(&led), verifier).await;
    }
    let log = log.text();
    assert!(log.contains("/token"), "the requests are logged");
    for secret in [code(&led), VERIFIER, CHALLENGE, "/welcome"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
}
