//! Secrets and personal data that must not leak.

use serde_json::json;

use super::{
    browser::{Browser, SESSION},
    invalid_tokens::CLIENT_SECRET,
    log::log,
    world::{ME, SIGN_IN, SIGN_OUT, STUDENT, World},
};

/// Opens and refreshes the page while each request of a profile fails in each way.
async fn meet_every_fault(world: &World, browser: &Browser) {
    for route in [
        "/ims/oneroster/rostering/v1p2/users",
        "/edubridge/enrollments/user/{id}",
        "/edubridge/analytics/activity",
    ] {
        for fault in [
            json!({ "route": route, "status": 500 }),
            json!({ "route": route, "body": "{\"users\":[{\"sourcedId\":7}]}" }),
            json!({ "route": route, "truncate": true }),
        ] {
            world.platform.faults(json!([fault])).await;
            browser.get("/profile").await;
            browser
                .post_form("/api/get_profile", &[("fresh", "true")])
                .await;
        }
    }
    world.platform.faults(json!([])).await;
}

#[tokio::test]
async fn no_secret_and_no_address_is_logged() {
    let log = log();
    let world = World::new().await;
    let browser = world.anonymous();
    let authorize = browser.get(SIGN_IN).await.location();
    let callback = world.platform.submit_form(&authorize, STUDENT).await;
    browser.get(&callback).await;
    let session = browser.cookie(SESSION).unwrap();
    meet_every_fault(&world, &browser).await;
    for path in ["/profile", ME, callback.as_str(), "/nowhere"] {
        browser.get(path).await;
    }
    browser.post_form(SIGN_OUT, &[]).await;

    let log = log.text();
    for happened in [
        "a student signed in",
        "a student signed out",
        "Timeback could not be asked",
        "answered",
    ] {
        assert!(log.contains(happened), "the log has: {happened}");
    }
    let code = callback
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    for secret in [
        "@example.com",
        "%40example.com",
        "Maya",
        &session,
        code,
        "sandbox-secret",
        CLIENT_SECRET,
        "Bearer ey",
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "the log has {secret:?}");
    }
}

#[tokio::test]
async fn the_database_stores_the_hash_of_a_session_token_only() {
    let world = World::new().await;
    let browser = world.student(STUDENT).await;
    let token = identity::Token::parse(&browser.cookie(SESSION).unwrap()).unwrap();
    let folder = std::fs::read_dir(world.database().parent().unwrap()).unwrap();
    let bytes: Vec<u8> = folder
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(holds(&token.hash()), "the hash is there");
    assert!(!holds(token.expose()), "the token is not");
}

#[tokio::test]
async fn no_page_contains_a_token_or_a_hash() {
    let world = World::new().await;
    let browser = world.student(STUDENT).await;
    let token = browser.cookie(SESSION).unwrap();
    for path in ["/profile", "/examples"] {
        let page = browser.get(path).await.body;
        assert!(
            !page.contains(&token) && !page.contains("sandbox-secret"),
            "{path}"
        );
    }
}
