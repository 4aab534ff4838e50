use super::actor::{
    MAYA, Mail, NOBODY, PASSWORD, enter, follow, is_in, maya_has_an_account, session, sign_in,
    sign_up,
};
use crate::{
    clock::{HOUR, MINUTE},
    world::{SIGN_OUT, World},
};

#[tokio::test]
async fn the_way_in_offers_timeback_a_password_and_a_code() {
    let world = World::new().await;
    let page = world.anonymous().get("/").await;
    for words in [
        "Sign in with Timeback",
        "E-mail me a code",
        "I forgot my password",
        "Create an account",
    ] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(page.body.contains(r#"autocomplete="current-password""#));
}

#[tokio::test]
async fn address_and_password_open_the_profile() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    let signed_in = sign_in(&browser, "Student@Example.com", PASSWORD).await;
    assert_eq!(signed_in.location(), "/profile");
    let profile = browser.get("/profile").await;
    assert!(profile.text().contains("Maya Okafor"), "{}", profile.text());
    assert_eq!(browser.get("/").await.location(), "/profile");
}

#[tokio::test]
async fn a_wrong_password_reads_like_an_unknown_address_and_keeps_what_was_typed() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let mut pages = Vec::new();
    for (address, password) in [
        (MAYA, "not the password"),
        (NOBODY, PASSWORD),
        (MAYA, &"x".repeat(1000)),
    ] {
        let browser = world.anonymous();
        let refused = sign_in(&browser, address, password).await;
        assert_eq!(
            (refused.status, refused.location()),
            (303, "/?error=credentials".to_owned())
        );
        let page = follow(&browser, &refused).await;
        assert!(page.body.contains(&format!("value=\"{address}\"")));
        assert!(!page.body.contains(password));
        assert!(page.text().contains("don't match"));
        pages.push(page.text());
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
}

#[tokio::test]
async fn what_is_missing_is_asked_for() {
    let world = World::new().await;
    let browser = world.anonymous();
    assert_eq!(sign_in(&browser, "", "").await.location(), "/?error=email");
    assert_eq!(
        sign_in(&browser, MAYA, "").await.location(),
        "/?error=password"
    );
    let empty = browser.post_form("/sign-in", &[]).await;
    assert_eq!(empty.location(), "/?error=email");
}

#[tokio::test]
async fn who_has_not_confirmed_is_mailed_another_code() {
    let world = World::new().await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    world.clock.pass(2 * MINUTE);
    let browser = world.anonymous();
    let waiting = sign_in(&browser, MAYA, PASSWORD).await;
    assert_eq!(waiting.location(), "/confirm?for=sign_up");
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "sign_up", MAYA, &code).await;
    assert_eq!(entered.location(), "/profile");
}

#[tokio::test]
async fn signing_in_makes_a_new_token_and_ends_the_browsers_session_before() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.student("no.goals@example.com").await;
    let before = browser.copy();
    sign_in(&browser, MAYA, PASSWORD).await;
    assert_ne!(session(&browser), session(&before));
    assert!(is_in(&browser).await);
    assert!(!is_in(&before).await);
}

#[tokio::test]
async fn after_signing_out_nothing_is_shown_and_nothing_is_remembered() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    sign_in(&browser, MAYA, PASSWORD).await;
    let before = browser.copy();
    let page = browser.get("/profile").await;
    // The back button loads the page again, which redirects to the sign-in page.
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    assert_eq!(browser.post_form(SIGN_OUT, &[]).await.location(), "/");
    for browser in [browser, before] {
        assert_eq!(browser.get("/profile").await.location(), "/");
        let door = browser.get("/").await;
        assert!(!door.body.contains(&format!("value=\"{MAYA}\"")));
    }
}

#[tokio::test]
async fn a_session_by_password_lasts_no_longer_than_others() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    sign_in(&browser, MAYA, PASSWORD).await;
    world.clock.pass(12 * HOUR);
    assert!(!is_in(&browser).await);
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_in() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    for path in [
        "/sign-in",
        "/sign-in/code",
        "/sign-up",
        "/second-factor",
        "/recover",
        "/recover/password",
        "/confirm",
        "/confirm/again",
    ] {
        let request = axum::http::Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site")
            .body(format!("email={MAYA}&password={PASSWORD}").into())
            .unwrap();
        assert_eq!(browser.send(request).await.status, 403, "{path}");
    }
}
