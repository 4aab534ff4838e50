use axum::http::Method;
use serde_json::{Value, json};

use super::actor::{
    MAYA, Mail, PASSWORD, follow, is_in, maya_has_an_account, press, session, sign_in,
};
use crate::{
    accounts::authenticator::Authenticator,
    auth_api::client::VERSION,
    browser::{Answer, Browser},
    clock::MINUTE,
    world::{SIGN_OUT, World},
};

/// Maya's authenticator app and backup codes.
pub struct Phone {
    app: Authenticator,
    backup_codes: Vec<String>,
}

impl Phone {
    /// Enrolled over the API.
    pub async fn enrolled(world: &World) -> Self {
        maya_has_an_account(world).await;
        let credentials = json!({ "email": MAYA, "password": PASSWORD });
        let path = "/token?grant_type=password";
        let session = world.client().post(path, credentials).await.json();
        let wanted = json!({ "factor_type": "totp", "friendly_name": "phone" });
        let factor = call(world, &session, "/factors", wanted).await;
        let path = format!("/factors/{}", factor["id"].as_str().unwrap());
        let challenge = call(world, &session, &format!("{path}/challenge"), json!({})).await;
        let app = Authenticator::new(factor["totp"]["secret"].as_str().unwrap());
        let code = app.code(world.clock.now().as_second());
        let answer = json!({ "challenge_id": challenge["id"], "code": code });
        let session = call(world, &session, &format!("{path}/verify"), answer).await;
        let codes = call(world, &session, "/factors/backup_codes", json!({})).await;
        world.clock.pass(2 * MINUTE);
        let codes = codes["codes"].as_array().unwrap().iter();
        Self {
            app,
            backup_codes: codes
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        }
    }

    pub fn code(&self, world: &World) -> String {
        self.app.code(world.clock.now().as_second())
    }
}

async fn call(world: &World, session: &Value, path: &str, body: Value) -> Value {
    let bearer = format!("Bearer {}", session["access_token"].as_str().unwrap());
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let client = world.client();
    let answer = client
        .send(Method::POST, path, &headers, body.to_string())
        .await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

pub async fn show(browser: &Browser, code: &str) -> Answer {
    browser.post_form("/second-factor", &[("code", code)]).await
}

/// A browser after the correct password.
async fn halfway(world: &World) -> Browser {
    let browser = world.anonymous();
    let answer = sign_in(&browser, MAYA, PASSWORD).await;
    assert_eq!(answer.location(), "/second-factor");
    browser
}

#[tokio::test]
async fn after_the_password_the_app_is_asked_for_and_the_token_changes() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let browser = halfway(&world).await;
    let page = browser.get("/second-factor").await;
    assert!(page.body.contains(r#"autocomplete="one-time-code""#));
    let before = browser.copy();
    let shown = show(&browser, &phone.code(&world)).await;
    assert_eq!(shown.location(), "/profile");
    assert!(is_in(&browser).await);
    assert_ne!(session(&browser), session(&before));
    assert!(!is_in(&before).await, "the token from before opens nothing");
    assert_eq!(show(&before, "1").await.location(), "/?error=second_factor");
}

#[tokio::test]
async fn half_a_sign_in_opens_nothing() {
    let world = World::new().await;
    Phone::enrolled(&world).await;
    let browser = halfway(&world).await;
    assert!(!is_in(&browser).await);
    assert_eq!(browser.get("/profile").await.location(), "/");
    assert_eq!(browser.get("/").await.location(), "/second-factor");
    assert_eq!(browser.get("/recover").await.location(), "/second-factor");
    let refused = browser
        .post_form(
            "/recover/password",
            &[("password", "a quite different one")],
        )
        .await;
    assert_eq!(refused.location(), "/recover?error=expired");
    assert_eq!(browser.post_form(SIGN_OUT, &[]).await.location(), "/");
    assert_eq!(browser.get("/second-factor").await.location(), "/");
}

#[tokio::test]
async fn a_backup_code_stands_in_for_the_app_once() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let code = &phone.backup_codes[0];
    let browser = halfway(&world).await;
    let shown = show(&browser, &code.to_lowercase()).await;
    assert_eq!(shown.location(), "/profile");
    let browser = halfway(&world).await;
    let again = show(&browser, code).await;
    assert_eq!(again.location(), "/second-factor?error=factor");
}

#[tokio::test]
async fn a_code_counts_once_and_a_wrong_one_is_said_beside_its_field() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let code = phone.code(&world);
    assert_eq!(
        show(&halfway(&world).await, &code).await.location(),
        "/profile"
    );
    let browser = halfway(&world).await;
    let replayed = show(&browser, &code).await;
    assert_eq!(replayed.location(), "/second-factor?error=factor");
    let page = follow(&browser, &replayed).await;
    assert!(page.text().contains("already used"), "{}", page.text());
    assert!(page.body.contains(r#"aria-invalid="true""#));
    assert!(!is_in(&browser).await);
}

#[tokio::test]
async fn five_wrong_codes_or_ten_minutes_end_the_attempt() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let browser = halfway(&world).await;
    for _ in 0..4 {
        let wrong = show(&browser, "000000").await;
        assert_eq!(wrong.location(), "/second-factor?error=factor");
    }
    let last = show(&browser, "000000").await;
    assert_eq!(last.location(), "/?error=second_factor");
    let door = follow(&browser, &last).await;
    assert!(door.text().contains("too many wrong codes"));
    let late = show(&browser, &phone.code(&world)).await;
    assert_eq!(late.location(), "/?error=second_factor");
    let browser = halfway(&world).await;
    world.clock.pass(10 * MINUTE);
    let late = show(&browser, &phone.code(&world)).await;
    assert_eq!(late.location(), "/?error=second_factor");
}

#[tokio::test]
async fn who_guesses_through_session_after_session_is_told_to_wait() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    for _ in 0..5 {
        let wrong = show(&halfway(&world).await, "000000").await;
        assert_eq!(wrong.location(), "/second-factor?error=factor");
    }
    let browser = halfway(&world).await;
    let refused = show(&browser, &phone.code(&world)).await;
    assert_eq!(refused.location(), "/second-factor?error=often");
    let page = follow(&browser, &refused).await;
    assert!(page.text().contains("Too many tries"), "{}", page.text());
    world.clock.pass(MINUTE);
    let shown = show(&browser, &phone.code(&world)).await;
    assert_eq!(shown.location(), "/profile");
}

#[tokio::test]
async fn neither_a_mailed_code_nor_a_new_password_goes_past_the_app() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let browser = world.anonymous();
    browser.post_form("/recover", &[("email", MAYA)]).await;
    let entered = press(&browser, &Mail::to(&world, MAYA).await).await;
    assert_eq!(entered.location(), "/second-factor");
    let shown = show(&browser, &phone.code(&world)).await;
    assert_eq!(shown.location(), "/recover");
    let set = browser
        .post_form(
            "/recover/password",
            &[("password", "a quite different one")],
        )
        .await;
    assert_eq!(set.location(), "/recover?done");
}
