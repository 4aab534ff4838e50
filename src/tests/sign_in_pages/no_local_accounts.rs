//! A dashboard without local accounts.

use serde_json::json;

use super::actor::{MAYA, PASSWORD, mails, sign_in, sign_up};
use crate::{
    auth_api::client::refusal,
    browser::SESSION,
    world::{STUDENT, World},
};

async fn closed() -> World {
    World::with(&[("AUTH_LOCAL_ACCOUNTS", "false")]).await
}

#[tokio::test]
async fn only_timeback_is_offered() {
    let world = closed().await;
    let page = world.anonymous().get("/").await;
    assert!(page.text().contains("Sign in with Timeback"));
    for words in ["password\"", "/sign-up", "/recover", "/sign-in"] {
        assert!(!page.body.contains(words), "{words}");
    }
    for path in ["/sign-up", "/recover"] {
        let closed = world.anonymous().get(path).await;
        assert_eq!(closed.location(), "/?error=closed");
    }
    world.student(STUDENT).await;
}

#[tokio::test]
async fn no_form_and_no_program_makes_an_account_or_signs_in() {
    let world = closed().await;
    let browser = world.anonymous();
    assert_eq!(
        sign_up(&browser, MAYA, PASSWORD).await.location(),
        "/sign-up?error=closed"
    );
    assert_eq!(
        sign_in(&browser, MAYA, PASSWORD).await.location(),
        "/?error=closed"
    );
    browser.post_form("/sign-in/code", &[("email", MAYA)]).await;
    let maya = json!({ "email": MAYA, "password": PASSWORD });
    for (path, status, code) in [
        ("/signup", 422, "signup_disabled"),
        ("/token?grant_type=password", 400, "email_provider_disabled"),
        ("/otp", 400, "email_provider_disabled"),
    ] {
        let refused = world.client().post(path, maya.clone()).await;
        assert_eq!(refusal(&refused), (status, code.to_owned()), "{path}");
    }
    assert_eq!(mails(&world).await.len(), 0);
    assert_eq!(browser.cookie(SESSION), None);
}
