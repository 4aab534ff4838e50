use std::time::Duration;

use super::stage::dashboard;
use crate::{
    accounts::authenticator::Authenticator,
    clock::MINUTE,
    sign_in_pages::actor::{MAYA, Mail, PASSWORD, sign_in},
    store::{Store, on_both_engines},
};

on_both_engines![
    an_abandoned_sign_in_expires,
    a_sign_in_on_the_page_is_the_client_s_as_well,
    a_recovery_takes_the_second_factor_and_then_a_password,
    whoever_confirms_a_sign_up_sets_its_password,
    a_session_that_waits_for_its_second_factor_is_no_session,
];

const LEON: &str = "leon@example.com";

async fn an_abandoned_sign_in_expires(store: Store) {
    let world = dashboard(store).await;
    let browser = world.anonymous();
    let begun = browser
        .clerk_ok("/client/sign_ins", &[("identifier", MAYA)])
        .await;
    assert_eq!(begun["status"], "needs_first_factor");
    assert_eq!(browser.clerk_client().await["sign_in"]["id"], begun["id"]);
    let attempt = format!(
        "/client/sign_ins/{}/attempt_first_factor",
        begun["id"].as_str().unwrap()
    );
    // Another browser does not continue it.
    let fields = [("strategy", "password"), ("password", PASSWORD)];
    let elsewhere = world.anonymous().clerk(&attempt, &fields).await;
    assert_eq!(elsewhere.clerk_error().0, 404);
    world.clock.pass(Duration::from_hours(25));
    assert_eq!(browser.clerk(&attempt, &fields).await.clerk_error().0, 404);
    assert!(browser.clerk_client().await.is_null());
}

async fn a_sign_in_on_the_page_is_the_client_s_as_well(store: Store) {
    let world = dashboard(store).await;
    let browser = world.anonymous();
    // Begun here, and done there.
    browser
        .clerk_ok("/client/sign_ins", &[("identifier", MAYA)])
        .await;
    let there = sign_in(&browser, MAYA, PASSWORD).await;
    assert_eq!(there.location(), "/profile");
    let client = browser.clerk_client().await;
    assert!(client["sign_in"].is_null(), "{client}");
    let session = &client["sessions"][0];
    assert_eq!(client["last_active_session_id"], session["id"]);
    assert_eq!(session["public_user_data"]["identifier"], MAYA);
    assert!(session["user"].get("private_metadata").is_none());
    let out = browser.clerk("/client/sessions?_method=DELETE", &[]).await;
    assert_eq!(out.status, 200);
    assert_eq!(browser.get("/profile").await.location(), "/");
}

async fn a_recovery_takes_the_second_factor_and_then_a_password(store: Store) {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    maya.clerk_sign_in().await;
    let totp = maya.clerk_ok("/me/totp", &[]).await;
    let app = Authenticator::new(totp["secret"].as_str().unwrap());
    let code = app.code(world.clock.now().as_second());
    let first = [("code", code.as_str())];
    maya.clerk_ok("/me/totp/attempt_verification", &first).await;
    world.clock.pass(2 * MINUTE);

    let browser = world.anonymous();
    let begun = browser
        .clerk_ok("/client/sign_ins", &[("identifier", MAYA)])
        .await;
    let at = |verb: &str| format!("/client/sign_ins/{}/{verb}", begun["id"].as_str().unwrap());
    let strategy = ("strategy", "reset_password_email_code");
    browser
        .clerk_ok(&at("prepare_first_factor"), &[strategy])
        .await;
    let mailed = Mail::to(&world, MAYA).await.code();
    let fields = [strategy, ("code", mailed.as_str())];
    let proved = browser.clerk_ok(&at("attempt_first_factor"), &fields).await;
    assert_eq!(proved["status"], "needs_second_factor");
    let new = [("password", "staple battery correct")];
    let early = browser.clerk(&at("reset_password"), &new).await;
    assert_eq!(early.clerk_error().0, 400);
    let code = app.code(world.clock.now().as_second());
    let fields = [("strategy", "totp"), ("code", code.as_str())];
    let proved = browser
        .clerk_ok(&at("attempt_second_factor"), &fields)
        .await;
    assert_eq!(proved["status"], "needs_new_password");
    assert_eq!(
        browser.clerk_client().await["sessions"],
        serde_json::json!([])
    );
    let done = browser.clerk_ok(&at("reset_password"), &new).await;
    assert_eq!(done["status"], "complete");
    assert!(maya.clerk_client().await["sessions"].get(0).is_none());
}

async fn whoever_confirms_a_sign_up_sets_its_password(store: Store) {
    let world = dashboard(store).await;
    let (mallory, leon) = (world.anonymous(), world.anonymous());
    let mut attempts = Vec::new();
    for (browser, password) in [(&mallory, "mallory's password"), (&leon, PASSWORD)] {
        let fields = [("email_address", LEON), ("password", password)];
        let begun = browser.clerk_ok("/client/sign_ups", &fields).await;
        let at = format!("/client/sign_ups/{}", begun["id"].as_str().unwrap());
        let strategy = [("strategy", "email_code")];
        browser
            .clerk_ok(&format!("{at}/prepare_verification"), &strategy)
            .await;
        attempts.push(at);
        world.clock.pass(2 * MINUTE);
    }
    let code = Mail::to(&world, LEON).await.code();
    let fields = [("strategy", "email_code"), ("code", code.as_str())];
    let done = leon
        .clerk_ok(&format!("{}/attempt_verification", attempts[1]), &fields)
        .await;
    assert_eq!(done["status"], "complete");
    let browser = world.anonymous();
    let theirs = [("identifier", LEON), ("password", "mallory's password")];
    let (status, code) = browser
        .clerk("/client/sign_ins", &theirs)
        .await
        .clerk_error();
    assert_eq!((status, code.as_str()), (422, "form_password_incorrect"));
    let own = [("identifier", LEON), ("password", PASSWORD)];
    let done = browser.clerk_ok("/client/sign_ins", &own).await;
    assert_eq!(done["status"], "complete");
}

async fn a_session_that_waits_for_its_second_factor_is_no_session(store: Store) {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    maya.clerk_sign_in().await;
    let totp = maya.clerk_ok("/me/totp", &[]).await;
    let app = Authenticator::new(totp["secret"].as_str().unwrap());
    let code = app.code(world.clock.now().as_second());
    let first = [("code", code.as_str())];
    maya.clerk_ok("/me/totp/attempt_verification", &first).await;

    let browser = world.anonymous();
    let begun = browser.clerk_sign_in().await;
    assert_eq!(begun["status"], "needs_second_factor");
    assert!(begun["created_session_id"].is_null());
    for path in [
        "/me?_method=PATCH",
        "/me/change_password",
        "/me/backup_codes",
    ] {
        let (status, _) = browser
            .clerk(path, &[("new_password", "x".repeat(9).as_str())])
            .await
            .clerk_error();
        assert_eq!(status, 401, "{path}");
    }
    // Five wrong codes end it.
    let attempt = format!(
        "/client/sign_ins/{}/attempt_second_factor",
        begun["id"].as_str().unwrap()
    );
    let wrong = app.code(world.clock.now().as_second() + 3600);
    let fields = [("strategy", "totp"), ("code", wrong.as_str())];
    let mut last = (0, String::new());
    for _ in 0..5 {
        last = browser.clerk(&attempt, &fields).await.clerk_error();
    }
    assert_eq!(last.0, 404, "{last:?}");
    assert!(browser.clerk_client().await.is_null());
}
