//! A reassigned address: an account linked to its former owner, and the user who has it now.

use serde_json::{Value, json};

use super::{
    account_linking::{LINK, arrive, local_account, mailed_code, user},
    auth_api::client::{PASSWORD, text},
    browser::{Browser, SESSION},
    clock::MINUTE,
    world::{ME, STUDENT, World},
};

/// Links the account to another Timeback user, the former owner of the address.
const FORMER: &str = "UPDATE users SET external_id = 'former'";

/// A browser that is signed in by password.
async fn by_password(world: &World) -> Browser {
    let browser = world.anonymous();
    let fields = [("email", STUDENT), ("password", PASSWORD)];
    let entered = browser.post_form("/sign-in", &fields).await;
    assert_eq!(entered.location(), "/profile");
    browser
}

#[tokio::test]
async fn a_student_is_linked_to_the_account_with_their_id() {
    let world = World::new().await;
    let client = world.client();
    let session = local_account(&world, &client).await;
    let profile = by_password(&world).await.get(ME).await.json();
    assert_eq!(user(&client, &session).await["external_id"], profile["id"]);
    let browser = arrive(&world).await;
    let joined = browser.post_form("/link", &[("password", PASSWORD)]).await;
    assert_eq!(joined.location(), "/profile");
    assert_eq!(browser.get(ME).await.json()["id"], profile["id"]);
}

#[tokio::test]
async fn an_account_of_another_timeback_user_is_not_linked() {
    let world = World::new().await;
    let client = world.client();
    let session = local_account(&world, &client).await;
    let asked_before = arrive(&world).await;
    world.break_store(FORMER).await;

    let browser = world.anonymous();
    let refused = world.sign_in(&browser, STUDENT).await;
    assert_eq!(refused.location(), "/?error=address_reassigned");
    assert_eq!(
        (browser.cookie(LINK), browser.cookie(SESSION)),
        (None, None)
    );
    let words = browser.get("/?error=address_reassigned").await.text();
    assert!(words.contains("ask your school's administrator"), "{words}");

    world.clock.pass(MINUTE);
    asked_before.post_form("/link/code", &[]).await;
    let code = mailed_code(&world).await;
    for proof in [("password", PASSWORD), ("code", code.as_str())] {
        let copy = asked_before.copy();
        let refused = copy.post_form("/link", &[proof]).await;
        assert_eq!(refused.location(), "/?error=address_reassigned");
        assert_eq!(copy.cookie(SESSION), None);
    }
    let user = user(&client, &session).await;
    assert_eq!(user["app_metadata"]["providers"], json!(["email"]));
    assert_eq!(user["external_id"], "former");
}

#[tokio::test]
async fn no_account_is_linked_while_timeback_is_unavailable() {
    let world = World::new().await;
    local_account(&world, &world.client()).await;
    world.break_store(FORMER).await;
    let down = json!([{ "route": "/ims/oneroster/rostering/v1p2/users", "status": 500 }]);
    world.platform.faults(down).await;
    let browser = world.anonymous();
    let refused = world.sign_in(&browser, STUDENT).await;
    assert_eq!(refused.location(), "/?error=unavailable");
    assert_eq!(browser.cookie(SESSION), None);
}

#[tokio::test]
async fn an_account_of_another_timeback_user_shows_no_profile() {
    let world = World::new().await;
    let client = world.client();
    let session = local_account(&world, &client).await;
    let before = by_password(&world).await;
    let profile = before.get(ME).await.json();
    world.break_store(FORMER).await;
    for browser in [before, by_password(&world).await] {
        for path in [ME, "/api/timeback/user/verify"] {
            let refused = browser.get(path).await;
            assert_eq!(refused.status, 409, "{path}: {}", refused.body);
            assert_eq!(refused.json()["error"]["code"], "USER_AMBIGUOUS");
        }
        let page = browser.get("/profile").await.text();
        assert!(
            page.contains("Timeback knows your e-mail address as somebody else's."),
            "{page}"
        );
        assert!(page.contains("ask your school's administrator"), "{page}");
        assert!(!page.contains(text(&profile["name"])), "{page}");
        let export = browser.get("/account/export").await.json();
        assert_eq!(export["waiting_for_timeback"], Value::Null);
        assert_eq!(export["user"]["external_id"], "former");
    }
    assert_eq!(user(&client, &session).await["external_id"], "former");
    world
        .break_store("UPDATE users SET external_id = NULL")
        .await;
    let browser = by_password(&world).await;
    assert_eq!(browser.get(ME).await.json()["id"], profile["id"]);
    assert_eq!(user(&client, &session).await["external_id"], profile["id"]);
}
