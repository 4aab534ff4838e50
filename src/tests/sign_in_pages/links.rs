use serde_json::json;

use super::actor::{
    MAYA, Mail, PASSWORD, follow, is_in, maya_has_an_account, press, session, sign_in, sign_up,
};
use crate::{
    browser::SESSION,
    clock::{HOUR, MINUTE},
    world::World,
};

#[tokio::test]
async fn opening_a_link_uses_nothing_up_and_its_button_does_the_deed() {
    let world = World::new().await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    let mail = Mail::to(&world, MAYA).await;
    let browser = world.anonymous();
    for _ in 0..3 {
        let page = browser.get(&mail.link()).await;
        assert_eq!((page.status, browser.cookie(SESSION)), (200, None));
        assert!(page.text().contains("Confirm your address"));
        assert!(page.text().contains(MAYA), "whose link it is");
        assert!(page.body.contains(r#"method="post" action="/confirm""#));
    }
    assert_eq!(press(&browser, &mail).await.location(), "/profile");
    assert!(is_in(&browser).await);
}

#[tokio::test]
async fn a_link_works_once() {
    let world = World::new().await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    let mail = Mail::to(&world, MAYA).await;
    press(&world.anonymous(), &mail).await;
    let browser = world.anonymous();
    let page = browser.get(&mail.link()).await;
    assert!(page.text().contains("no longer works"));
    assert!(!page.body.contains(MAYA), "whose it was is not told");
    let again = press(&browser, &mail).await;
    assert_eq!(again.location(), "/confirm?error=link");
    assert!(
        follow(&browser, &again)
            .await
            .text()
            .contains("has expired")
    );
    assert_eq!(browser.cookie(SESSION), None);
}

#[tokio::test]
async fn code_and_link_of_a_mail_serve_once_between_them() {
    let world = World::new().await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    let mail = Mail::to(&world, MAYA).await;
    let browser = world.anonymous();
    super::actor::enter(&browser, "sign_up", MAYA, &mail.code()).await;
    let late = press(&world.anonymous(), &mail).await;
    assert_eq!(late.location(), "/confirm?error=link");
}

#[tokio::test]
async fn an_old_link_a_replaced_one_and_nonsense_open_nothing() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    let ask = || browser.post_form("/sign-in/code", &[("email", MAYA)]);
    ask().await;
    let replaced = Mail::to(&world, MAYA).await;
    world.clock.pass(2 * MINUTE);
    ask().await;
    let old = Mail::to(&world, MAYA).await;
    let refused = press(&browser, &replaced).await;
    assert_eq!(refused.location(), "/confirm?error=link");
    world.clock.pass(HOUR);
    let refused = press(&browser, &old).await;
    assert_eq!(refused.location(), "/confirm?error=link");
    for token in ["x", &"A".repeat(43)] {
        let page = browser.get(&format!("/confirm?token={token}")).await;
        assert!(page.text().contains("no longer works"));
        let refused = browser.post_form("/confirm", &[("token", token)]).await;
        assert_eq!(refused.location(), "/confirm?error=link");
    }
    assert_eq!(browser.cookie(SESSION), None);
}

#[tokio::test]
async fn a_change_of_address_takes_the_links_of_both_mails_and_signs_nobody_in() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let (new, client) = ("maya@new.example", world.client());
    let credentials = json!({ "email": MAYA, "password": PASSWORD });
    let session = client.post("/token?grant_type=password", credentials).await;
    let token = session.json()["access_token"].as_str().unwrap().to_owned();
    client.put_user(&token, json!({ "email": new })).await;
    let browser = world.anonymous();
    let half = press(&browser, &Mail::to(&world, new).await).await;
    assert_eq!(half.location(), "/confirm?done=half");
    assert!(
        follow(&browser, &half)
            .await
            .text()
            .contains("the other one")
    );
    let whole = press(&browser, &Mail::to(&world, MAYA).await).await;
    assert_eq!(whole.location(), "/confirm?done=changed");
    assert!(
        follow(&browser, &whole)
            .await
            .text()
            .contains("has changed")
    );
    assert_eq!(browser.cookie(SESSION), None);
    assert_eq!(
        sign_in(&browser, new, PASSWORD).await.location(),
        "/profile"
    );
}

#[tokio::test]
async fn links_lead_to_where_browsers_find_the_dashboard() {
    let world = World::with(&[("PUBLIC_URL", "https://dashboard.school.example")]).await;
    sign_up(&world.anonymous(), MAYA, PASSWORD).await;
    let mails = super::actor::mails(&world).await;
    let text = mails[0]["text"].as_str().unwrap();
    assert!(text.contains("https://dashboard.school.example/confirm?token="));
    assert!(!text.contains("127.0.0.1"));
}

#[tokio::test]
async fn a_link_in_a_browser_of_somebody_else_makes_a_new_session() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.student("new.student@example.com").await;
    let before = session(&browser);
    browser.post_form("/sign-in/code", &[("email", MAYA)]).await;
    press(&browser, &Mail::to(&world, MAYA).await).await;
    assert_ne!(session(&browser), before);
    let me = browser.get("/api/timeback/user/me").await;
    assert_eq!(me.json()["email"], MAYA);
}
