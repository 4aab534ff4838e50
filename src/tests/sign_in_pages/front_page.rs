//! The sign-in page: what it says to whom, and the sandbox's people.

use url::Url;

use crate::{
    browser::{Browser, ORIGIN, SESSION},
    world::{ME, SIGN_IN, STUDENT, World},
};

/// The variables of a dashboard on a real platform.
const STAGING: [(&str, &str); 6] = [
    ("TIMEBACK_ENV", "staging"),
    ("TIMEBACK_API_CLIENT_ID", "id"),
    ("TIMEBACK_API_CLIENT_SECRET", "secret"),
    ("TIMEBACK_SSO_CLIENT_ID", "id"),
    ("TIMEBACK_SSO_CLIENT_SECRET", "secret"),
    ("TIMEBACK_SSO_ISSUER", "{platform}"),
];

/// The links of the page that name a person, in order.
fn people_links(page: &str) -> Vec<String> {
    let start = format!("href=\"{SIGN_IN}?");
    let links = page.split(&start).skip(1);
    links
        .map(|rest| format!("{SIGN_IN}?{}", rest.split('"').next().unwrap()))
        .collect()
}

fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    let mut pairs = url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// Follows a link of the page through the provider, whose form must not be in the way, and back.
async fn click(world: &World, browser: &Browser, link: &str) -> String {
    let authorize = browser.get(link).await.location();
    let visit = world.platform.visit(&authorize, "").await;
    assert_eq!(visit.status, 303, "the provider shows its form: {link}");
    let callback = visit.location.unwrap();
    let callback = browser.get(callback.strip_prefix(ORIGIN).unwrap()).await;
    callback.location()
}

#[tokio::test]
async fn everyone_in_the_sandbox_is_one_click_away() {
    let world = World::new().await;
    let page = world.anonymous().get("/").await;
    let mut offered = Vec::new();
    for link in people_links(&page.body) {
        let browser = world.anonymous();
        assert_eq!(click(&world, &browser, &link).await, "/profile", "{link}");
        let address = parameter(&format!("{ORIGIN}{link}"), "login_hint").unwrap();
        // These two have no Timeback record of their own, and `/user/me` nothing to answer.
        if !["stranger@example.com", "twins@example.com"].contains(&&*address) {
            assert_eq!(browser.get(ME).await.json()["email"], *address);
        }
        offered.push(address);
    }
    assert_eq!(
        offered[..3],
        [STUDENT, "guardian@example.com", "teacher@example.com"]
    );
    let mut known = world.platform.people().await;
    offered.sort();
    known.sort();
    assert_eq!(offered, known);
}

#[tokio::test]
async fn on_a_shared_computer_another_person_is_one_click_away_too() {
    let world = World::new().await;
    let browser = world.student(STUDENT).await;
    browser.post_form(crate::world::SIGN_OUT, &[]).await;
    let page = browser.get("/").await;
    let link = people_links(&page.body).remove(1);
    let authorize = browser.get(&link).await.location();
    assert_eq!(parameter(&authorize, "prompt").as_deref(), Some("login"));
    assert_eq!(click(&world, &browser, &link).await, "/profile");
    assert_eq!(
        browser.get(ME).await.json()["email"],
        "guardian@example.com"
    );
}

#[tokio::test]
async fn a_hint_keeps_every_protection_of_a_sign_in() {
    let world = World::new().await;
    let browser = world.anonymous();
    let link = format!("{SIGN_IN}?login_hint={STUDENT}");
    let authorize = browser.get(&link).await.location();
    for name in ["state", "nonce", "code_challenge"] {
        assert!(parameter(&authorize, name).is_some(), "{name}");
    }
    assert_eq!(browser.cookie(SESSION), None, "a hint signs nobody in here");
    let callback = world.platform.visit(&authorize, "").await.location;
    let callback = callback.unwrap();
    let callback = callback.strip_prefix(ORIGIN).unwrap();
    let another = world.anonymous();
    let refused = another.get(callback).await;
    assert_eq!(refused.location(), "/?error=expired");
    assert_eq!(another.cookie(SESSION), None);
}

#[tokio::test]
async fn a_hint_that_is_not_one_address_is_not_passed_on() {
    let world = World::new().await;
    for (hint, passed_on) in [
        ("student%40example.com", Some("student@example.com")),
        ("o%27brien%40example.com", Some("o'brien@example.com")),
        ("maya", None),
        ("", None),
        ("a%40example.com%0d%0aset-cookie:x=y", None),
        ("a%40example.com&login_hint=b%40example.com", None),
    ] {
        let link = format!("{SIGN_IN}?login_hint={hint}");
        let authorize = world.anonymous().get(&link).await.location();
        let sent = parameter(&authorize, "login_hint");
        assert_eq!(sent.as_deref(), passed_on, "{hint}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_filled_in_at_the_provider() {
    let world = World::new().await;
    let link = format!("{SIGN_IN}?login_hint=nobody%40example.com");
    let authorize = world.anonymous().get(&link).await.location();
    let form = world.platform.visit(&authorize, "").await;
    assert_eq!(form.status, 200);
    assert!(
        form.text
            .contains(r#"type="email" value="nobody@example.com""#)
    );
}

#[tokio::test]
async fn a_real_platform_has_no_people_and_gets_the_hint() {
    let world = World::with(&STAGING).await;
    let browser = world.anonymous();
    let page = browser.get("/").await;
    assert!(page.text().contains("Sign in with Timeback"));
    assert_eq!(people_links(&page.body), Vec::<String>::new());
    for words in ["Try it now", "sandbox", "example.com", "/_mailbox"] {
        assert!(!page.body.contains(words), "{words}");
    }
    let link = format!("{SIGN_IN}?login_hint=maya%40school.example");
    let authorize = browser.get(&link).await.location();
    let hint = parameter(&authorize, "login_hint");
    assert_eq!(hint.as_deref(), Some("maya@school.example"));
}

#[tokio::test]
async fn schools_and_developers_find_what_is_theirs() {
    for world in [World::new().await, World::with(&STAGING).await] {
        let page = world.anonymous().get("/").await;
        for words in ["For schools", "your own server", "For developers"] {
            assert!(page.text().contains(words), "{words}");
        }
        for link in [r#"href="/examples""#, r#"href="/docs""#] {
            assert!(page.body.contains(link), "{link}");
        }
    }
}

#[tokio::test]
async fn a_visitor_of_the_examples_is_told_that_they_come_after_the_sign_in() {
    let world = World::new().await;
    let browser = world.anonymous();
    let words = "we'll take you to the page you asked for";
    assert!(!browser.get("/").await.text().contains(words));
    assert_eq!(browser.get("/examples").await.location(), "/");
    let page = browser.get("/").await;
    assert!(page.text().contains(words));
    let link = people_links(&page.body).remove(0);
    assert_eq!(click(&world, &browser, &link).await, "/examples");
}
