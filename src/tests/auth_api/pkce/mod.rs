//! PKCE over HTTP: from the requested mail, through the confirmation page, to the app's session.

mod safety;

use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::client::{Client, MAYA, PASSWORD, VERSION, refusal, text};
use crate::{
    browser::{Answer, SESSION},
    clock::MINUTE,
    sign_in_pages::actor::{Mail, press},
    world::World,
};

/// An app in development, beside the sandbox.
const APP: &str = "http://127.0.0.1:5173/welcome";

/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn asking(path: &str, redirect_to: &str) -> String {
    let address: String = byte_serialize(redirect_to.as_bytes()).collect();
    format!("{path}?redirect_to={address}")
}

/// The request body with the app's challenge.
fn challenging(mut body: Value) -> Value {
    body["code_challenge"] = json!(CHALLENGE);
    body["code_challenge_method"] = json!("s256");
    body
}

async fn ask(client: &Client, redirect_to: &str) {
    let body = challenging(json!({ "email": MAYA }));
    let answer = client.post(&asking("/otp", redirect_to), body).await;
    assert_eq!((answer.status, answer.json()), (200, json!({})));
}

async fn exchange(client: &Client, code: &str, verifier: &str) -> Answer {
    let body = json!({ "auth_code": code, "code_verifier": verifier });
    client.post("/token?grant_type=pkce", body).await
}

/// Confirms the last mail's link in another browser. Returns the redirect URI.
async fn follow(world: &World, address: &str) -> String {
    let browser = world.anonymous();
    let answer = press(&browser, &Mail::to(world, address).await).await;
    assert_eq!((answer.status, browser.cookie(SESSION)), (303, None));
    answer.location()
}

/// The code in a redirect URI.
fn code(address: &str) -> &str {
    address.split_once("?code=").unwrap().1
}

#[tokio::test]
async fn an_app_signs_its_user_in_by_the_link_it_asked_for() {
    let world = World::new().await;
    let client = world.client();
    ask(&client, APP).await;
    let browser = world.anonymous();
    let mail = Mail::to(&world, MAYA).await;
    let page = browser.get(&mail.link()).await;
    assert!(page.text().contains("takes you back to"), "{}", page.text());
    assert!(page.text().contains("127.0.0.1:5173"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action 'self' http://localhost:* http://127.0.0.1:*;"),
        "{policy}"
    );
    let other = browser.get("/").await;
    let policy = other.header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self';"), "{policy}");
    let led = follow(&world, MAYA).await;
    assert!(led.starts_with(&format!("{APP}?code=")), "{led}");
    let session = exchange(&client, code(&led), VERIFIER).await;
    assert_eq!(session.status, 200, "{}", session.body);
    assert!(session.header("sb-auth-session-id").is_some());
    let session = session.json();
    let user = client.get("/user", text(&session["access_token"])).await;
    assert_eq!(user.json()["email"], MAYA);
    let refreshed = client.refresh(&session["refresh_token"]).await;
    assert_eq!(refreshed.status, 200);
    let again = exchange(&client, code(&led), VERIFIER).await;
    assert_eq!(refusal(&again), (404, "flow_state_not_found".to_owned()));
    let late = press(&browser, &mail).await;
    assert_eq!(late.location(), "/confirm?error=link");
}

#[tokio::test]
async fn each_mail_that_an_app_asks_for_leads_back_to_it() {
    let world = World::new().await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    let path = asking("/signup", APP);
    assert_eq!(client.post(&path, challenging(maya)).await.status, 200);
    for (path, body) in [
        ("/resend", json!({ "type": "signup", "email": MAYA })),
        ("/magiclink", json!({ "email": MAYA })),
        ("/otp", json!({ "email": MAYA, "create_user": false })),
        ("/recover", json!({ "email": MAYA })),
    ] {
        world.clock.pass(2 * MINUTE);
        client.post(&asking(path, APP), challenging(body)).await;
        let led = follow(&world, MAYA).await;
        assert!(led.starts_with(&format!("{APP}?code=")), "{path}: {led}");
        let session = exchange(&client, code(&led), VERIFIER).await;
        assert_eq!(session.status, 200, "{path}: {}", session.body);
    }
    let session = client.sign_in(PASSWORD).await.json();
    moves(&world, &client, text(&session["access_token"])).await;
}

/// Maya changes her address in the app.
async fn moves(world: &World, client: &Client, token: &str) {
    let new = "maya@new.example";
    world.clock.pass(2 * MINUTE);
    let bearer = format!("Bearer {token}");
    let headers = [
        VERSION,
        ("authorization", bearer.as_str()),
        ("redirect_to", APP),
    ];
    let body = challenging(json!({ "email": new })).to_string();
    let put = axum::http::Method::PUT;
    assert_eq!(client.send(put, "/user", &headers, body).await.status, 200);
    assert_eq!(follow(world, new).await, "/confirm?done=half");
    let led = follow(world, MAYA).await;
    assert!(led.starts_with(&format!("{APP}?code=")), "{led}");
    let session = exchange(client, code(&led), VERIFIER).await.json();
    assert_eq!(session["user"]["email"], new);
}

#[tokio::test]
async fn the_code_to_type_is_verified_as_ever() {
    let world = World::new().await;
    let client = world.client();
    ask(&client, APP).await;
    let token = Mail::to(&world, MAYA).await.code();
    let proof = json!({ "type": "email", "email": MAYA, "token": token });
    let session = client.post("/verify", proof).await;
    assert!(
        session.json()["access_token"].is_string(),
        "{}",
        session.body
    );
}
