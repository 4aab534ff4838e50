//! Account linking in a browser: sign-in through Timeback and existing accounts.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use super::{
    auth_api::client::{Client, PASSWORD, VERSION},
    browser::{Browser, SESSION},
    clock::MINUTE,
    platform::USERS,
    world::{ME, STUDENT, World},
};

pub const LINK: &str = "timeback_link";

/// The code of the last mail with a code.
pub async fn mailed_code(world: &World) -> String {
    let request = Request::get("/_mailbox").header(header::ACCEPT, "application/json");
    let request = request.body(Body::empty()).unwrap();
    let mails = world.anonymous().send(request).await.json();
    let mut texts = mails
        .as_array()
        .unwrap()
        .iter()
        .map(|mail| mail["text"].as_str().unwrap());
    let text = texts.find(|text| text.contains("enter this code")).unwrap();
    let is_code = |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit());
    text.split_whitespace().find(is_code).unwrap().to_owned()
}

/// A local, confirmed account with the address of a Timeback student.
pub async fn local_account(world: &World, client: &Client) -> Value {
    let student = json!({ "email": STUDENT, "password": PASSWORD });
    assert_eq!(client.post("/signup", student).await.status, 200);
    let code = mailed_code(world).await;
    let proof = json!({ "type": "signup", "email": STUDENT, "token": code });
    client.post("/verify", proof).await.json()
}

pub async fn arrive(world: &World) -> Browser {
    let browser = world.anonymous();
    assert_eq!(world.sign_in(&browser, STUDENT).await.location(), "/link");
    assert_eq!(browser.cookie(SESSION), None, "nobody is signed in yet");
    browser
}

pub async fn user(client: &Client, session: &Value) -> Value {
    let token = session["access_token"].as_str().unwrap();
    client.get("/user", token).await.json()
}

#[tokio::test]
async fn an_account_is_linked_by_its_password_and_shows_the_profile() {
    let world = World::new().await;
    let client = world.client();
    let session = local_account(&world, &client).await;
    let browser = arrive(&world).await;
    let page = browser.get("/link").await;
    assert!(
        page.text().contains("Is this account yours?"),
        "{}",
        page.text()
    );
    assert!(page.text().contains(STUDENT));
    assert!(page.body.contains(r#"autocomplete="current-password""#));

    let wrong = browser.post_form("/link", &[("password", "a guess")]).await;
    assert_eq!(wrong.location(), "/link?error=credentials");
    let words = browser.get("/link?error=credentials").await.text();
    assert!(
        words.contains("That e-mail and password don't match."),
        "{words}"
    );

    let right = browser.post_form("/link", &[("password", PASSWORD)]).await;
    assert_eq!((right.status, right.location()), (303, "/profile".into()));
    assert_eq!(browser.cookie(LINK), None);
    assert_eq!(browser.get(ME).await.json()["email"], STUDENT);

    let user = user(&client, &session).await;
    let providers = &user["app_metadata"]["providers"];
    assert_eq!(providers, &json!(["email", "timeback"]));
    assert_eq!(user["external_id"], browser.get(ME).await.json()["id"]);
}

#[tokio::test]
async fn an_account_is_linked_by_a_mailed_code() {
    let world = World::new().await;
    let client = world.client();
    local_account(&world, &client).await;
    world.clock.pass(MINUTE);
    let browser = arrive(&world).await;
    let asked = browser.post_form("/link/code", &[]).await;
    assert_eq!(asked.location(), "/link?sent=code");
    let page = browser.get("/link?sent=code").await;
    assert!(page.body.contains(r#"autocomplete="one-time-code""#));
    let wrong = browser.post_form("/link", &[("code", "00000000")]).await;
    assert_eq!(wrong.location(), "/link?error=code");
    let code = mailed_code(&world).await;
    let right = browser.post_form("/link", &[("code", &code)]).await;
    assert_eq!(right.location(), "/profile");
    assert_eq!(browser.get(ME).await.status, 200);
}

#[tokio::test]
async fn a_declined_link_changes_nothing_and_signs_nobody_in() {
    let world = World::new().await;
    let client = world.client();
    let session = local_account(&world, &client).await;
    let browser = arrive(&world).await;
    let cancelled = browser.post_form("/link/cancel", &[]).await;
    assert_eq!(cancelled.location(), "/?error=not_linked");
    assert_eq!(
        (browser.cookie(LINK), browser.cookie(SESSION)),
        (None, None)
    );
    let late = browser.post_form("/link", &[("password", PASSWORD)]).await;
    assert_eq!(late.location(), "/?error=expired");
    let user = user(&client, &session).await;
    assert_eq!(user["app_metadata"]["providers"], json!(["email"]));
    assert_eq!(user.get("external_id"), None);
}

#[tokio::test]
async fn the_confirmation_page_is_empty_without_a_pending_link() {
    let world = World::new().await;
    let words = world.anonymous().get("/link").await.text();
    assert!(words.contains("Nothing to confirm"), "{words}");
}

#[tokio::test]
async fn a_new_account_is_linked_without_another_call() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    let profile = student.get(ME).await.json();
    let users = world.admin_users().await;
    assert_eq!(users[0]["external_id"], profile["id"]);
    assert_eq!(users[0]["email"], STUDENT);
    student.get(ME).await;
    let asked = world.platform.requests().await;
    assert_eq!(asked.get(USERS), Some(&1));
}

#[tokio::test]
async fn no_account_is_linked_when_the_user_cannot_be_resolved() {
    let world = World::new().await;
    for email in ["twins@example.com", "stranger@example.com"] {
        world.student(email).await.get("/profile").await;
    }
    let users = world.admin_users().await;
    assert_eq!(users.len(), 2);
    assert!(
        users.iter().all(|user| user.get("external_id").is_none()),
        "{users:?}"
    );
}

impl World {
    async fn admin_users(&self) -> Vec<Value> {
        let bearer = format!("Bearer {}", self.admin_token().await);
        let headers = [VERSION, ("authorization", bearer.as_str())];
        let answer = self
            .client()
            .send(Method::GET, "/admin/users", &headers, "")
            .await;
        answer.json()["users"].as_array().unwrap().clone()
    }
}
