//! Weak passwords.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    auth_api::client::{BELIEVING, Client, MAYA, PASSWORD, VERSION, refusal, text},
    browser::Browser,
    sign_in_pages::actor::{self, Mail},
    world::World,
};

/// A common password, and Maya's address, whole and in part.
const GUESSED: [&str; 3] = ["Sunshine1", "MAYA.OKAFOR@example.com", "maya.okafor"];
const MAYA_OKAFOR: &str = "maya.okafor@example.com";

async fn send(client: &Client, method: Method, path: &str, token: &str, body: &Value) -> Value {
    let bearer = format!("Bearer {token}");
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let answer = client.send(method, path, &headers, body.to_string()).await;
    assert_eq!(refusal(&answer), (422, "weak_password".into()), "{path}");
    answer.json()
}

#[tokio::test]
async fn they_are_refused_wherever_a_program_sets_one() {
    let world = World::with(BELIEVING).await;
    let client = world.client();
    let account = json!({ "email": MAYA_OKAFOR, "password": PASSWORD });
    let session = client.post("/signup", account).await.json();
    let (token, admin) = (text(&session["access_token"]), world.admin_token().await);
    let hers = format!("/admin/users/{}", text(&session["user"]["id"]));
    let (post, put) = (Method::POST, Method::PUT);
    for password in GUESSED {
        let new = json!({ "email": MAYA_OKAFOR, "password": password });
        let only = json!({ "password": password });
        for refused in [
            send(&client, post.clone(), "/signup", "", &new).await,
            send(&client, put.clone(), "/user", token, &only).await,
            send(&client, post.clone(), "/admin/users", &admin, &new).await,
            send(&client, put.clone(), &hers, &admin, &only).await,
        ] {
            assert_eq!(refused["weak_password"], json!({ "reasons": ["pwned"] }));
        }
    }
    let other = json!({ "email": "zoe.lindqvist@example.com", "password": "zoe.lindqvist" });
    send(&client, put, "/user", token, &other).await;
    let wrong = client.sign_in(GUESSED[0]).await;
    assert_eq!(refusal(&wrong), (400, "invalid_credentials".into()));
}

/// Submits the form, opens the redirect's target, and finds the message of the field.
async fn is_told(browser: &Browser, form: &str, field: &str, password: &str, page: &str) {
    let fields = [("email", MAYA), (field, password)];
    let answer = browser.post_form(form, &fields).await;
    assert!(answer.location().starts_with(page), "{}", answer.location());
    let page = browser
        .get(answer.location().split('#').next().unwrap())
        .await;
    let words = "easy to guess: it's common";
    assert!(page.text().contains(words), "{form}: {}", page.text());
    let is_shown = page.body.contains(password);
    assert!(!is_shown || password.contains('@'), "no password on a page");
    assert!(page.body.contains(r#"aria-invalid="true""#));
}

#[tokio::test]
async fn they_are_refused_on_every_page_with_the_mend() {
    let world = World::new().await;
    let newcomer = world.anonymous();
    is_told(&newcomer, "/sign-up", "password", GUESSED[0], "/sign-up?").await;
    assert_eq!(actor::mails(&world).await.len(), 0);
    actor::maya_has_an_account(&world).await;
    let browser = world.anonymous();
    browser
        .post_form("/recover", &[("email", actor::MAYA)])
        .await;
    actor::press(&browser, &Mail::to(&world, actor::MAYA).await).await;
    is_told(
        &browser,
        "/recover/password",
        "password",
        GUESSED[0],
        "/recover?",
    )
    .await;
    let form = "/account/password";
    is_told(
        &browser,
        form,
        "new_password",
        GUESSED[0],
        "/account/security",
    )
    .await;
    is_told(
        &browser,
        form,
        "new_password",
        actor::MAYA,
        "/account/security",
    )
    .await;
}

#[tokio::test]
async fn they_are_refused_alike_for_an_address_that_has_an_account_and_one_that_has_none() {
    let world = World::new().await;
    let client = world.client();
    client
        .post("/signup", json!({ "email": MAYA, "password": PASSWORD }))
        .await;
    let mut answers = Vec::new();
    for address in [MAYA, "nobody@example.com"] {
        let body = json!({ "email": address, "password": GUESSED[0] });
        let answer = client.post("/signup", body).await;
        answers.push((answer.status, answer.body));
    }
    assert_eq!(answers[0], answers[1]);
    let counted = "SELECT COUNT(*) FROM audit_events";
    assert_eq!(world.number(counted).await, 1, "neither went any further");
}
