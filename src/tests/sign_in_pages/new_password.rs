use super::actor::{
    MAYA, Mail, NOBODY, PASSWORD, enter, follow, is_in, maya_has_an_account, press, sign_in,
};
use crate::{
    browser::{Answer, Browser},
    clock::MINUTE,
    world::World,
};

/// A student without a password, who signs in through Timeback.
const OTHER: &str = "no.goals@example.com";
const NEW: &str = "a quite different one";

async fn ask(browser: &Browser, address: &str) -> Answer {
    browser.post_form("/recover", &[("email", address)]).await
}

async fn set(browser: &Browser, password: &str) -> Answer {
    let fields = [("password", password)];
    browser.post_form("/recover/password", &fields).await
}

#[tokio::test]
async fn who_forgot_their_password_sets_another_by_mail() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let elsewhere = world.anonymous();
    sign_in(&elsewhere, MAYA, PASSWORD).await;
    let browser = world.anonymous();
    assert!(browser.get("/recover").await.text().contains("Forgot"));
    let asked = ask(&browser, MAYA).await;
    assert_eq!(asked.location(), "/confirm?for=recovery");
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "recovery", MAYA, &code).await;
    assert_eq!(entered.location(), "/recover");
    let page = follow(&browser, &entered).await;
    assert!(page.text().contains("Set a new password"));
    assert!(page.body.contains(r#"autocomplete="new-password""#));
    let done = set(&browser, NEW).await;
    assert_eq!(done.location(), "/recover?done");
    assert!(
        follow(&browser, &done)
            .await
            .text()
            .contains("password is saved")
    );
    assert!(is_in(&browser).await);
    assert!(!is_in(&elsewhere).await, "other sessions have ended");
    let old = sign_in(&world.anonymous(), MAYA, PASSWORD).await;
    assert_eq!(old.location(), "/?error=credentials");
    let new = sign_in(&world.anonymous(), MAYA, NEW).await;
    assert_eq!(new.location(), "/profile");
}

#[tokio::test]
async fn the_link_leads_to_the_same() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    ask(&browser, MAYA).await;
    let entered = press(&browser, &Mail::to(&world, MAYA).await).await;
    assert_eq!(entered.location(), "/recover");
    assert_eq!(set(&browser, NEW).await.location(), "/recover?done");
}

#[tokio::test]
async fn who_has_no_account_is_told_what_everybody_is_told() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let mut pages = Vec::new();
    for address in [MAYA, NOBODY] {
        let browser = world.anonymous();
        let asked = ask(&browser, address).await;
        pages.push((asked.location(), follow(&browser, &asked).await.text()));
    }
    assert_eq!(pages[0], pages[1]);
    let browser = world.anonymous();
    let refused = ask(&browser, "maya").await;
    assert_eq!(refused.location(), "/recover?error=email");
    assert!(
        follow(&browser, &refused)
            .await
            .body
            .contains("value=\"maya\"")
    );
}

#[tokio::test]
async fn a_password_that_will_not_do_is_asked_for_again() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = world.anonymous();
    ask(&browser, MAYA).await;
    press(&browser, &Mail::to(&world, MAYA).await).await;
    for (password, reason, words) in [
        ("sh0rt", "short", "at least 8"),
        (PASSWORD, "same", "your old password"),
    ] {
        let refused = set(&browser, password).await;
        assert_eq!(refused.location(), format!("/recover?error={reason}"));
        let page = follow(&browser, &refused).await;
        assert!(page.text().contains(words) && !page.body.contains(password));
    }
    assert_eq!(set(&browser, NEW).await.location(), "/recover?done");
}

#[tokio::test]
async fn only_who_came_by_the_mail_a_moment_ago_sets_a_password_without_the_old_one() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let (by_password, by_timeback) = (world.anonymous(), world.student(OTHER).await);
    sign_in(&by_password, MAYA, PASSWORD).await;
    for browser in [&by_password, &by_timeback, &world.anonymous()] {
        let refused = set(browser, NEW).await;
        assert_eq!(refused.location(), "/recover?error=expired");
    }
    let browser = world.anonymous();
    ask(&browser, MAYA).await;
    press(&browser, &Mail::to(&world, MAYA).await).await;
    world.clock.pass(11 * MINUTE);
    let late = set(&browser, NEW).await;
    assert_eq!(late.location(), "/recover?error=expired");
    assert!(follow(&browser, &late).await.text().contains("too long"));
    let old = sign_in(&world.anonymous(), MAYA, PASSWORD).await;
    assert_eq!(old.location(), "/profile");
}
