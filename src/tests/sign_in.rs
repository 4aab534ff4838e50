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
async fn signing_in_leads_to_the_profile_under_a_new_session() {
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
async fn the_session_cookie_is_no_business_of_scripts_or_other_sites() {
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
async fn a_state_that_another_browser_began_is_refused() {
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
async fn a_callback_without_the_browsers_binding_is_refused() {
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
async fn who_takes_longer_than_a_quarter_of_an_hour_begins_again() {
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
async fn a_providers_error_leads_back_to_the_door_with_words() {
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
async fn words_in_the_address_are_not_put_on_the_page() {
    let world = World::new().await;
    let page = world.anonymous().get("/?error=Call+us+at+555").await;
    assert!(!page.body.contains("555"), "{}", page.text());
    assert!(page.text().contains("Sign-in didn't work."));
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_told_as_that() {
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
async fn the_sign_in_page_sends_on_who_is_signed_in() {
    let world = World::new().await;
    assert_eq!(
        world.student(STUDENT).await.get("/").await.location(),
        "/profile"
    );
}
