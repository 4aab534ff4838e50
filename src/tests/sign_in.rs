//! Sign-in through Timeback, and its errors.

use url::Url;

use super::{
    browser::SESSION,
    clock::MINUTE,
    world::{ME, SIGN_IN, STUDENT, World},
};

fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn signing_in_starts_a_new_session_and_redirects_to_the_profile() {
    let world = World::new().await;
    let browser = world.anonymous();
    assert_eq!(browser.cookie(SESSION), None);
    assert_eq!(
        world.sign_in(&browser, STUDENT).await.location(),
        "/profile"
    );
    assert!(browser.cookie(SESSION).is_some());
    assert_eq!(browser.get(ME).await.json()["email"], STUDENT);
}

#[tokio::test]
async fn the_session_cookie_is_http_only_and_same_site() {
    let world = World::new().await;
    let answer = world.sign_in(&world.anonymous(), STUDENT).await;
    let cookie = answer.header("set-cookie").unwrap();
    for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn the_provider_is_sent_a_code_challenge_a_state_and_a_nonce() {
    let world = World::new().await;
    let (first, second) = (
        world.anonymous().get(SIGN_IN).await.location(),
        world.anonymous().get(SIGN_IN).await.location(),
    );
    assert_eq!(parameter(&first, "response_type").as_deref(), Some("code"));
    assert_eq!(
        parameter(&first, "code_challenge_method").as_deref(),
        Some("S256")
    );
    for name in ["state", "nonce", "code_challenge"] {
        let value = parameter(&first, name).unwrap();
        assert_eq!(value.len(), 43, "{name} has 256 bits");
        assert_ne!(Some(value), parameter(&second, name), "{name} is used once");
    }
}

#[tokio::test]
async fn a_state_of_another_browser_is_rejected() {
    let world = World::new().await;
    let (student, stranger) = (world.anonymous(), world.anonymous());
    let callback = world
        .platform
        .submit_form(&student.get(SIGN_IN).await.location(), STUDENT)
        .await;
    stranger.get(SIGN_IN).await;
    assert_eq!(stranger.get(&callback).await.location(), "/?error=expired");
    assert_eq!(stranger.cookie(SESSION), None);
    assert_eq!(student.get(&callback).await.location(), "/profile");
}

#[tokio::test]
async fn a_callback_without_the_sign_in_cookie_is_rejected() {
    let world = World::new().await;
    let callback = world
        .platform
        .submit_form(&world.anonymous().get(SIGN_IN).await.location(), STUDENT)
        .await;
    assert_eq!(
        world.anonymous().get(&callback).await.location(),
        "/?error=expired"
    );
}

#[tokio::test]
async fn a_state_works_once() {
    let world = World::new().await;
    let browser = world.anonymous();
    let callback = world
        .platform
        .submit_form(&browser.get(SIGN_IN).await.location(), STUDENT)
        .await;
    assert_eq!(browser.get(&callback).await.location(), "/profile");
    assert_eq!(browser.get(&callback).await.location(), "/?error=expired");
}

#[tokio::test]
async fn a_sign_in_expires_after_a_quarter_of_an_hour() {
    let world = World::new().await;
    let browser = world.anonymous();
    let authorize = browser.get(SIGN_IN).await.location();
    world.clock.pass(15 * MINUTE);
    let callback = world.platform.submit_form(&authorize, STUDENT).await;
    let back = browser.get(&callback).await.location();
    assert_eq!(back, "/?error=expired");
    assert!(
        browser
            .get(&back)
            .await
            .text()
            .contains("That took too long")
    );
}

#[tokio::test]
async fn a_provider_s_error_is_shown_on_the_sign_in_page() {
    let world = World::new().await;
    let browser = world.anonymous();
    let state = parameter(&browser.get(SIGN_IN).await.location(), "state").unwrap();
    let back = browser
        .get(&format!(
            "/api/timeback/identity/callback?error=access_denied&state={state}"
        ))
        .await
        .location();
    assert_eq!(back, "/?error=cancelled");
    let page = browser.get(&back).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("You didn't finish signing in."),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn text_in_the_url_is_not_shown() {
    let world = World::new().await;
    let page = world.anonymous().get("/?error=Call+us+at+555").await;
    assert!(!page.body.contains("555"), "{}", page.text());
    assert!(page.text().contains("Sign-in didn't work."));
}

#[tokio::test]
async fn an_unresponsive_provider_is_reported() {
    let world = World::new().await;
    world.platform.faults(serde_json::json!([{ "route": "/.well-known/openid-configuration", "status": 500, "times": 1 }])).await;
    let browser = world.anonymous();
    assert_eq!(browser.get(SIGN_IN).await.location(), "/?error=unavailable");
    assert_eq!(
        world.sign_in(&browser, STUDENT).await.location(),
        "/profile"
    );
}

#[tokio::test]
async fn two_tabs_sign_in_side_by_side() {
    let world = World::new().await;
    let browser = world.anonymous();
    let (first, second) = (
        browser.get(SIGN_IN).await.location(),
        browser.get(SIGN_IN).await.location(),
    );
    let first = world.platform.submit_form(&first, STUDENT).await;
    let second = world.platform.submit_form(&second, STUDENT).await;
    assert_eq!(browser.get(&second).await.location(), "/profile");
    assert_eq!(browser.get(&first).await.location(), "/profile");
    assert_eq!(browser.get(ME).await.status, 200);
}

#[tokio::test]
async fn the_sign_in_page_redirects_signed_in_users() {
    let world = World::new().await;
    assert_eq!(
        world.student(STUDENT).await.get("/").await.location(),
        "/profile"
    );
}
