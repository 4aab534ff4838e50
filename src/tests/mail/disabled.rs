//! Without a mail server: operations that need mail are refused, all others work.

use axum::http::Method;
use serde_json::json;

use crate::{
    auth_api::client::{Client, MAYA, PASSWORD, VERSION, refusal},
    world::{STUDENT, World},
};

/// A configured platform that is never called, with local accounts created by administrators.
const REAL: [(&str, &str); 7] = [
    ("TIMEBACK_ENV", "staging"),
    ("TIMEBACK_API_CLIENT_ID", "client"),
    ("TIMEBACK_API_CLIENT_SECRET", "secret"),
    ("TIMEBACK_SSO_CLIENT_ID", "client"),
    ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ("PUBLIC_URL", "http://127.0.0.1:3000"),
    ("AUTH_LOCAL_ACCOUNTS", "true"),
];

async fn settings(client: &Client) -> serde_json::Value {
    client
        .send(Method::GET, "/settings", &[VERSION], "")
        .await
        .json()
}

#[tokio::test]
async fn without_mail_and_autoconfirm_nobody_can_sign_up() {
    let world = World::with(&REAL).await;
    let client = world.client();
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    let answer = client.post("/signup", maya).await;
    assert_eq!(refusal(&answer), (422, "signup_disabled".into()));
    assert_eq!(settings(&client).await["disable_signup"], true);
}

#[tokio::test]
async fn requesting_a_mail_is_an_error() {
    let world = World::with(&REAL).await;
    let client = world.client();
    let bearer = format!("Bearer {}", world.admin_token().await);
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let maya = json!({ "email": MAYA, "password": PASSWORD, "email_confirm": true });
    let made = client
        .send(Method::POST, "/admin/users", &headers, maya.to_string())
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    let session = client.sign_in(PASSWORD).await.json();
    for path in ["/otp", "/magiclink", "/recover"] {
        let answer = client.post(path, json!({ "email": MAYA })).await;
        assert_eq!(refusal(&answer), (422, "otp_disabled".into()), "{path}");
    }
    let token = session["access_token"].as_str().unwrap();
    let answer = client.get("/reauthenticate", token).await;
    assert_eq!(refusal(&answer), (422, "otp_disabled".into()));
    assert_eq!(world.anonymous().get("/_mailbox").await.status, 404);
}

/// A configured platform, without mail.
const REACHABLE: [(&str, &str); 11] = [
    ("TIMEBACK_ENV", "staging"),
    ("TIMEBACK_API_CLIENT_ID", "sandbox"),
    ("TIMEBACK_API_CLIENT_SECRET", "sandbox-secret"),
    ("TIMEBACK_SSO_CLIENT_ID", "timeback-dashboard"),
    ("TIMEBACK_SSO_CLIENT_SECRET", "sandbox-sso-secret"),
    ("TIMEBACK_BASE_URL", "{platform}"),
    ("TIMEBACK_TOKEN_URL", "{platform}/oauth2/token"),
    ("TIMEBACK_CALIPER_URL", "{platform}"),
    ("TIMEBACK_SSO_ISSUER", "{platform}"),
    ("PUBLIC_URL", "http://127.0.0.1:3000"),
    ("AUTH_LOCAL_ACCOUNTS", "false"),
];

/// The same, with accounts created by administrators.
fn with_accounts() -> Vec<(&'static str, &'static str)> {
    let mut variables = REACHABLE.to_vec();
    variables[10].1 = "true";
    variables
}

/// Texts that no page may show without mail.
const OFFERS_OF_MAIL: [&str; 8] = [
    "E-mail me a code",
    "E-mail me a code",
    "We'll e-mail",
    "Send another e-mail",
    "Send the codes again",
    "Code from the e-mail",
    "I forgot my password",
    "get another code",
];

const PAGES: [&str; 15] = [
    "/",
    "/account",
    "/account/security",
    "/account/data",
    "/account/confirm?to=password",
    "/account/confirm?to=email",
    "/account/enrol",
    "/confirm",
    "/confirm?for=sign_in",
    "/confirm?for=recovery",
    "/confirm?for=email_change",
    "/link",
    "/recover",
    "/sign-up",
    "/profile",
];

#[tokio::test]
async fn no_page_offers_a_mail_where_none_is_sent() {
    for variables in [REACHABLE.to_vec(), with_accounts()] {
        let world = World::with(&variables).await;
        let maya = world.student(STUDENT).await;
        for visitor in [&world.anonymous(), &maya] {
            for page in PAGES {
                let body = visitor.get(page).await.body;
                for offer in OFFERS_OF_MAIL {
                    assert!(!body.contains(offer), "{page} offers: {offer}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_account_page_offers_nothing_that_needs_mail() {
    let world = World::with(&with_accounts()).await;
    let bearer = format!("Bearer {}", world.admin_token().await);
    let headers = [VERSION, ("authorization", bearer.as_str())];
    let maya = json!({ "email": MAYA, "password": PASSWORD, "email_confirm": true });
    let made = world
        .client()
        .send(Method::POST, "/admin/users", &headers, maya.to_string())
        .await;
    assert_eq!(made.status, 200, "{}", made.body);
    let maya = world.anonymous();
    let credentials = [("email", MAYA), ("password", PASSWORD)];
    let answer = maya.post_form("/sign-in", &credentials).await;
    assert_eq!(answer.location(), "/profile");
    for page in PAGES {
        let body = maya.get(page).await.body;
        for offer in OFFERS_OF_MAIL.iter().chain(&["New e-mail address"]) {
            assert!(!body.contains(offer), "{page} offers: {offer}");
        }
    }
    let told = maya.tell("email", &[("email", "maja@example.com")]).await;
    assert!(
        told.contains("This dashboard doesn't send e-mail."),
        "{told}"
    );
}

#[tokio::test]
async fn no_page_offers_a_password_where_none_opens_anything() {
    let world = World::with(&REACHABLE).await;
    let maya = world.student(STUDENT).await;
    for visitor in [&world.anonymous(), &maya] {
        for page in PAGES {
            let body = visitor.get(page).await.body;
            for offer in [
                "With a password",
                "type=\"password\"",
                "Set a password",
                "your password",
            ] {
                assert!(!body.contains(offer), "{page} offers: {offer}");
            }
        }
    }
    let client = world.client();
    assert_eq!(settings(&client).await["external"]["email"], false);
}

#[tokio::test]
async fn disabled_operations_are_refused_with_the_reason() {
    let world = World::with(&REACHABLE).await;
    let maya = world.student(STUDENT).await;
    let told = maya.tell("password", &[("new_password", PASSWORD)]).await;
    assert!(told.contains("everyone signs in with Timeback"), "{told}");
    let told = maya.tell("confirm/mail", &[("to", "password")]).await;
    assert!(
        told.contains("This dashboard doesn't send e-mail."),
        "{told}"
    );
    let waiting = world.number("SELECT COUNT(*) FROM mails").await;
    assert_eq!(waiting, 0);
    let passwords = "SELECT COUNT(*) FROM users WHERE password_hash IS NOT NULL";
    assert_eq!(world.number(passwords).await, 0);
}

#[tokio::test]
async fn without_mail_and_password_a_user_has_to_sign_in_again() {
    let world = World::with(&with_accounts()).await;
    let maya = world.student(STUDENT).await;
    let page = maya.get("/account/confirm?to=password").await.body;
    assert!(page.contains("Sign out and back in"), "{page}");
    assert!(page.contains("action=\"/api/timeback/identity/signout\""));
}
