use serde_json::{Value, json};

use super::stage::dashboard;
use crate::{
    browser::Browser,
    clock::MINUTE,
    sign_in_pages::actor::{MAYA, Mail, PASSWORD},
    store::{Store, on_both_engines},
    world::World,
};

on_both_engines![
    a_username_signs_in_with_the_password,
    a_code_goes_to_the_address_of_the_username,
    a_sign_in_does_not_tell_who_has_a_username,
    a_limit_that_is_reached_with_the_username_is_not_that_of_the_address,
];

const USERNAME: &str = "maya_lindqvist";
const WRONG: &str = "not the password";

/// A dashboard where Maya has an account with a username.
async fn dashboard_with_username(store: Store) -> World {
    let world = dashboard(store).await;
    let maya = world.anonymous();
    maya.clerk_sign_in().await;
    maya.clerk_ok("/me?_method=PATCH", &[("username", USERNAME)])
        .await;
    world
}

async fn begin(browser: &Browser, identifier: &str) -> Value {
    let fields = [("identifier", identifier)];
    browser.clerk_ok("/client/sign_ins", &fields).await
}

fn at(sign_in: &Value, verb: &str) -> String {
    format!(
        "/client/sign_ins/{}/{verb}",
        sign_in["id"].as_str().unwrap()
    )
}

async fn a_username_signs_in_with_the_password(store: Store) {
    let world = dashboard_with_username(store).await;
    let browser = world.anonymous();
    let fields = [("identifier", "Maya_Lindqvist"), ("password", PASSWORD)];
    let done = browser.clerk_ok("/client/sign_ins", &fields).await;
    assert_eq!(done["status"], "complete");
    assert_eq!(done["identifier"], USERNAME);
    let user = &browser.clerk_client().await["sessions"][0]["user"];
    assert_eq!(user["username"], USERNAME);
}

async fn a_code_goes_to_the_address_of_the_username(store: Store) {
    let world = dashboard_with_username(store).await;
    for strategy in ["email_code", "reset_password_email_code"] {
        let browser = world.anonymous();
        let begun = begin(&browser, USERNAME).await;
        let strategy = ("strategy", strategy);
        browser
            .clerk_ok(&at(&begun, "prepare_first_factor"), &[strategy])
            .await;
        let code = Mail::to(&world, MAYA).await.code();
        let fields = [strategy, ("code", code.as_str())];
        let attempt = at(&begun, "attempt_first_factor");
        let done = browser.clerk_ok(&attempt, &fields).await;
        assert_ne!(done["status"], "needs_first_factor");
        // The newest mail is the one that is read.
        world.clock.pass(2 * MINUTE);
    }
}

async fn a_sign_in_does_not_tell_who_has_a_username(store: Store) {
    let world = dashboard_with_username(store).await;
    let mut seen = Vec::new();
    for username in [USERNAME, "nobody_at_all"] {
        let browser = world.anonymous();
        let mut begun = begin(&browser, username).await;
        let prepare = at(&begun, "prepare_first_factor");
        let attempt = at(&begun, "attempt_first_factor");
        let mailed = [("strategy", "email_code")];
        let prepared = browser.clerk_ok(&prepare, &mailed).await;
        assert_eq!(prepared["status"], "needs_first_factor");
        let wrong = [("strategy", "password"), ("password", WRONG)];
        let password = browser.clerk(&attempt, &wrong).await.clerk_error();
        let wrong = [("strategy", "email_code"), ("code", "00000000")];
        let code = browser.clerk(&attempt, &wrong).await.clerk_error();
        assert_eq!(password, (422, "form_password_incorrect".to_owned()));
        assert_eq!(code, (422, "form_code_incorrect".to_owned()));
        let factors = begun["supported_first_factors"].take();
        assert!(!factors.to_string().contains('@'), "{factors}");
        let strategies = factors.as_array().unwrap().iter();
        let strategies: Vec<_> = strategies.map(|it| it["strategy"].clone()).collect();
        seen.push((strategies, begun["user_data"].clone()));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].0.len(), 3);
    let browser = world.anonymous();
    for malformed in ["may", "maya lindqvist", "+12015550123"] {
        let fields = [("identifier", malformed)];
        let refused = browser.clerk("/client/sign_ins", &fields).await;
        let (status, code) = refused.clerk_error();
        assert_eq!((status, code.as_str()), (422, "form_param_format_invalid"));
    }
    let environment = browser.get("/clerk/v1/environment").await.json();
    let username = &environment["user_settings"]["attributes"]["username"];
    assert_eq!(username["used_for_first_factor"], json!(true));
}

async fn a_limit_that_is_reached_with_the_username_is_not_that_of_the_address(store: Store) {
    let world = dashboard_with_username(store).await;
    let browser = world.anonymous();
    let wrong = [("identifier", USERNAME), ("password", WRONG)];
    let mut status = 422;
    for _ in 0..30 {
        status = browser.clerk("/client/sign_ins", &wrong).await.status;
        if status == 429 {
            break;
        }
    }
    assert_eq!(status, 429);
    let done = browser.clerk_sign_in().await;
    assert_eq!(done["status"], "complete");
}
