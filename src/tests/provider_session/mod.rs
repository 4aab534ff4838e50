//! The identity provider's own session, which outlives ours.

mod classroom;

use axum::{body::Body, http::Request};
use serde_json::{Value, json};
use url::Url;

use self::classroom::Classroom;
use super::{
    browser::{Browser, ORIGIN, SESSION},
    sign_in_pages::actor::{PASSWORD, is_in, sign_in, sign_up},
    world::{ME, SIGN_IN, SIGN_OUT, STUDENT, World},
};

const FORM: &str = "Sign in · Timeback sandbox";
const DISCOVERY: &str = "/.well-known/openid-configuration";

fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    let mut pairs = url.query_pairs();
    let (_, value) = pairs.find(|(key, _)| key == name)?;
    Some(value.into_owned())
}

/// The provider's metadata with these changes.
async fn provider_says(world: &World, change: impl FnOnce(&mut Value)) {
    let mut metadata = world.platform.get(DISCOVERY).await;
    change(&mut metadata);
    let fault = json!([{ "route": DISCOVERY, "body": metadata.to_string() }]);
    world.platform.faults(fault).await;
}

#[tokio::test]
async fn signing_out_ends_the_provider_s_session_too() {
    let world = World::new().await;
    let mut computer = Classroom::computer(&world);
    computer.sign_in(STUDENT).await;
    let out = computer.browser.post_form(SIGN_OUT, &[]).await.location();
    assert!(!is_in(&computer.browser).await);
    let logout = world.platform.origin.join("/logout?").unwrap();
    assert!(out.starts_with(logout.as_str()), "{out}");
    let back = format!("{ORIGIN}/");
    assert_eq!(
        parameter(&out, "post_logout_redirect_uri"),
        Some(back.clone())
    );
    assert_eq!(
        parameter(&out, "client_id").as_deref(),
        Some("timeback-dashboard")
    );
    assert_eq!(
        parameter(&out, "id_token_hint").unwrap().split('.').count(),
        3
    );
    assert_eq!(computer.visit(&out).await.location, Some(back));
    assert!(
        computer
            .browser
            .get("/")
            .await
            .text()
            .contains("Sign in with Timeback")
    );

    // The provider's cookie of the former session is invalid.
    let authorize = world.anonymous().get(SIGN_IN).await.location();
    assert!(computer.visit(&authorize).await.text.contains(FORM));
    computer.sign_in("o'brien@example.com").await;
    assert_eq!(
        computer.browser.get(ME).await.json()["email"],
        "o'brien@example.com"
    );
}

#[tokio::test]
async fn without_a_sign_out_the_provider_s_session_signs_in() {
    let world = World::new().await;
    let mut computer = Classroom::computer(&world);
    computer.sign_in(STUDENT).await;
    computer.browser = world.anonymous();
    let straight_in = computer.begin().await;
    computer.come_back(&straight_in).await;
    assert_eq!(computer.browser.get(ME).await.json()["email"], STUDENT);
}

#[tokio::test]
async fn after_a_failed_callback_the_next_child_sees_the_form() {
    let world = World::new().await;
    let mut computer = Classroom::computer(&world);
    let authorize = computer.browser.get(SIGN_IN).await.location();
    let form = world.platform.fill_form(&authorize, STUDENT).await;
    computer.provider = form.cookie.clone().expect("the provider keeps a session");
    let failing = json!([{ "route": "/oauth2/token", "status": 500 }]);
    world.platform.faults(failing).await;
    let back = form.location.expect("a way back");
    let failed = computer.browser.get(back.strip_prefix(ORIGIN).unwrap());
    assert_eq!(failed.await.location(), "/?error=failed");
    world.platform.faults(json!([])).await;
    assert!(computer.begin().await.text.contains(FORM));
}

#[tokio::test]
async fn without_an_end_session_endpoint_the_next_sign_in_shows_the_form() {
    let world = World::new().await;
    provider_says(&world, |metadata| {
        metadata
            .as_object_mut()
            .unwrap()
            .remove("end_session_endpoint");
    })
    .await;
    let mut computer = Classroom::computer(&world);
    computer.sign_in(STUDENT).await;
    assert_eq!(
        computer.browser.post_form(SIGN_OUT, &[]).await.location(),
        "/"
    );
    let authorize = computer.browser.get(SIGN_IN).await.location();
    assert_eq!(parameter(&authorize, "prompt").as_deref(), Some("login"));
    assert!(computer.visit(&authorize).await.text.contains(FORM));
}

#[tokio::test]
async fn without_the_provider_s_logout_the_next_sign_in_shows_its_form() {
    let world = World::new().await;
    let mut computer = Classroom::computer(&world);
    computer.sign_in(STUDENT).await;
    world.platform.stop();
    let out = computer.browser.post_form(SIGN_OUT, &[]).await;
    assert_eq!(out.status, 303);
    assert!(!is_in(&computer.browser).await);
    assert_eq!(computer.browser.cookie(SESSION), None);
    let authorize = computer.browser.get(SIGN_IN).await.location();
    assert_eq!(parameter(&authorize, "prompt").as_deref(), Some("login"));
}

#[tokio::test]
async fn after_a_session_ended_elsewhere_the_provider_asks_again() {
    let world = World::new().await;
    for leave in [SIGN_OUT, "/account/delete"] {
        let mut computer = Classroom::computer(&world);
        computer.sign_in(STUDENT).await;
        let elsewhere = computer.browser.copy();
        let left = elsewhere.post_form(leave, &[("word", "delete")]).await;
        assert_eq!(left.status, 303, "{leave}");
        assert!(!is_in(&computer.browser).await, "{leave}");
        assert!(computer.begin().await.text.contains(FORM), "{leave}");
        // Signing out of an ended session redirects to the provider too.
        let out = computer.browser.post_form(SIGN_OUT, &[]).await.location();
        assert!(out.contains("/logout?"), "{out}");
    }
}

#[tokio::test]
async fn local_accounts_are_not_redirected_to_the_provider() {
    let world = World::with(&[("AUTH_AUTOCONFIRM", "true")]).await;
    let browser = world.anonymous();
    sign_up(&browser, "nobody@example.com", PASSWORD).await;
    assert_eq!(browser.post_form(SIGN_OUT, &[]).await.location(), "/");
    let again = sign_in(&browser, "nobody@example.com", PASSWORD).await;
    assert_eq!(again.location(), "/profile");
}

#[tokio::test]
async fn a_scripted_sign_out_is_not_redirected_to_another_origin() {
    let world = World::new().await;
    let mut computer = Classroom::computer(&world);
    computer.sign_in(STUDENT).await;
    let fetch = Request::post(SIGN_OUT)
        .header("sec-fetch-site", "same-origin")
        .header("sec-fetch-mode", "cors")
        .header("origin", ORIGIN)
        .body(Body::empty())
        .unwrap();
    assert_eq!(computer.browser.send(fetch).await.location(), "/");
    assert!(!is_in(&computer.browser).await);
    assert!(computer.begin().await.text.contains(FORM));
}

#[tokio::test]
async fn form_action_allows_the_provider_only_where_needed() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let page = student.get("/profile").await;
    let policy = page.header("content-security-policy").unwrap();
    let provider = world.platform.origin.origin().ascii_serialization();
    assert!(
        policy.contains(&format!("form-action 'self' {provider};")),
        "{policy}"
    );
    assert!(
        page.body.contains(&format!("action=\"{SIGN_OUT}\"")),
        "{}",
        page.body
    );

    // Another process, which has not loaded the provider's metadata.
    let node = Browser::new(world.another_node().await.client().router());
    node.set_cookie(SESSION, &student.cookie(SESSION).unwrap());
    let page = node.get("/profile").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self';"), "{policy}");
    let stays = format!("{SIGN_OUT}?local=true");
    assert!(
        page.body.contains(&format!("action=\"{stays}\"")),
        "{}",
        page.body
    );
    assert_eq!(student.post_form(&stays, &[]).await.location(), "/");
    assert!(!is_in(&student).await);
}
