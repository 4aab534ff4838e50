//! The return path: after sign-in, a visitor is redirected to the page they requested.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use leptos_axum::generate_route_list;
use timeback_dashboard::app::App;

use super::{
    actor::{MAYA, Mail, NOBODY, PASSWORD, enter, maya_has_an_account, press, sign_in, sign_up},
    second_factor::{Phone, show},
};
use crate::{
    browser::Browser,
    world::{SIGN_OUT, STUDENT, World},
};

const COOKIE: &str = "timeback_return";
const PAGE: &str = "/account";

/// A visitor who was redirected to the sign-in page from the account page.
async fn sent_away(world: &World) -> Browser {
    let browser = world.anonymous();
    assert_eq!(browser.get(PAGE).await.location(), "/");
    browser
}

/// The next sign-in of this browser has no return path.
async fn assert_used_up(browser: &Browser) {
    assert_eq!(browser.cookie(COOKIE), None);
    assert_eq!(browser.get(PAGE).await.status, 200);
    browser.post_form(SIGN_OUT, &[]).await;
    let again = sign_in(browser, MAYA, PASSWORD).await;
    assert_eq!(again.location(), "/profile");
}

#[tokio::test]
async fn every_page_that_sends_a_visitor_to_sign_in_is_led_back_to() {
    let world = World::new().await;
    let mut pages = Vec::new();
    for route in generate_route_list(App) {
        let browser = world.anonymous();
        let path = route
            .path()
            .replace("{id}", "some-id")
            .replace("{date}", "2026-11-20");
        let page = browser.get(&path).await;
        if page.status == 200 || page.location() != "/" || path == "/second-factor" {
            continue;
        }
        let back = world.sign_in(&browser, STUDENT).await;
        assert_eq!(back.location(), path);
        assert_eq!(browser.cookie(COOKIE), None, "{path}");
        pages.push(path);
    }
    for page in [
        "/profile",
        "/students",
        "/students/some-id",
        "/account",
        "/account/security",
        "/account/data",
        "/account/confirm",
        "/account/enrol",
        "/examples",
    ] {
        assert!(pages.contains(&page.to_owned()), "{page} in {pages:?}");
    }
}

#[tokio::test]
async fn the_query_of_the_page_is_kept() {
    let world = World::new().await;
    let browser = world.anonymous();
    browser.get("/account/confirm?to=password").await;
    let back = world.sign_in(&browser, STUDENT).await;
    assert_eq!(back.location(), "/account/confirm?to=password");
}

#[tokio::test]
async fn a_password_leads_back_also_after_a_wrong_one() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = sent_away(&world).await;
    sign_in(&browser, MAYA, "a guess").await;
    let back = sign_in(&browser, MAYA, PASSWORD).await;
    assert_eq!(back.location(), PAGE);
    assert_used_up(&browser).await;
}

#[tokio::test]
async fn a_mailed_code_and_a_mailed_link_lead_back() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let fields = [("email", MAYA)];
    let by_code = sent_away(&world).await;
    by_code.post_form("/sign-in/code", &fields).await;
    let code = Mail::to(&world, MAYA).await.code();
    let back = enter(&by_code, "sign_in", MAYA, &code).await;
    assert_eq!(back.location(), PAGE);
    assert_used_up(&by_code).await;

    world.clock.pass(2 * crate::clock::MINUTE);
    let by_link = sent_away(&world).await;
    by_link.post_form("/sign-in/code", &fields).await;
    let back = press(&by_link, &Mail::to(&world, MAYA).await).await;
    assert_eq!(back.location(), PAGE);
    assert_used_up(&by_link).await;
}

#[tokio::test]
async fn a_new_account_leads_back_with_and_without_a_mail() {
    let world = World::new().await;
    let browser = sent_away(&world).await;
    sign_up(&browser, NOBODY, PASSWORD).await;
    let code = Mail::to(&world, NOBODY).await.code();
    let back = enter(&browser, "sign_up", NOBODY, &code).await;
    assert_eq!(back.location(), PAGE);

    let world = World::with(&[("AUTH_AUTOCONFIRM", "true")]).await;
    let browser = sent_away(&world).await;
    let back = sign_up(&browser, NOBODY, PASSWORD).await;
    assert_eq!(back.location(), PAGE);
}

#[tokio::test]
async fn timeback_s_sign_in_leads_back_also_where_an_account_is_to_be_confirmed() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = sent_away(&world).await;
    assert_eq!(world.sign_in(&browser, MAYA).await.location(), "/link");
    let back = browser.post_form("/link", &[("password", PASSWORD)]).await;
    assert_eq!(back.location(), PAGE);
    assert_used_up(&browser).await;
}

#[tokio::test]
async fn a_second_factor_leads_back() {
    let world = World::new().await;
    let phone = Phone::enrolled(&world).await;
    let browser = sent_away(&world).await;
    let halfway = sign_in(&browser, MAYA, PASSWORD).await;
    assert_eq!(halfway.location(), "/second-factor");
    let back = show(&browser, &phone.code(&world)).await;
    assert_eq!(back.location(), PAGE);
    assert_eq!(browser.cookie(COOKIE), None);
}

#[tokio::test]
async fn a_new_password_leads_back_when_it_is_set() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    let browser = sent_away(&world).await;
    browser.post_form("/recover", &[("email", MAYA)]).await;
    let code = Mail::to(&world, MAYA).await.code();
    let entered = enter(&browser, "recovery", MAYA, &code).await;
    assert_eq!(entered.location(), "/recover");
    let password = [("password", "a quite different one")];
    let set = browser.post_form("/recover/password", &password).await;
    let done = browser.get(&set.location()).await;
    assert!(done.text().contains("Continue"), "{}", done.text());
    assert_eq!(browser.get("/").await.location(), PAGE);
    assert_eq!(browser.get("/").await.location(), "/profile");
}

#[tokio::test]
async fn whoever_sends_a_form_of_the_account_after_the_session_has_ended_comes_back_to_its_page() {
    let world = World::new().await;
    for (form, page) in [
        ("name", PAGE),
        ("email/code", PAGE),
        ("password", "/account/security"),
        ("backup-codes", "/account/security"),
        ("sessions/others", "/account/security"),
        ("delete", "/account/data"),
    ] {
        let browser = world.student(STUDENT).await;
        browser.copy().post_form(SIGN_OUT, &[]).await;
        let ended = browser.send_form(form, &[]).await;
        assert_eq!(ended.location(), "/?error=ended", "{form}");
        let back = world.sign_in(&browser, STUDENT).await;
        assert_eq!(back.location(), page, "{form}");
    }
}

#[tokio::test]
async fn a_browser_that_holds_an_address_of_somebody_else_is_led_to_the_profile() {
    let world = World::new().await;
    maya_has_an_account(&world).await;
    for address in [
        "//evil.example",
        "/\\evil.example",
        "/account%0d%0aset-cookie:a=b",
        "/account\r\nset-cookie:a=b",
        "https://evil.example/account",
        "/api/timeback/identity/signout",
    ] {
        let browser = world.anonymous();
        browser.set_cookie(COOKIE, &URL_SAFE_NO_PAD.encode(address));
        let back = sign_in(&browser, MAYA, PASSWORD).await;
        assert_eq!(back.location(), "/profile", "{address:?}");
        assert_eq!(browser.get("/").await.location(), "/profile", "{address:?}");
    }
}

#[tokio::test]
async fn signing_out_forgets_the_page() {
    let world = World::new().await;
    let browser = sent_away(&world).await;
    assert!(browser.cookie(COOKIE).is_some());
    browser.post_form(SIGN_OUT, &[]).await;
    assert_eq!(browser.cookie(COOKIE), None);
}
