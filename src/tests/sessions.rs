//! Lifetime and end of sessions.

use identity::{ABSOLUTE_LIFETIME, IDLE_LIFETIME};

use super::{
    browser::SESSION,
    clock::{HOUR, MINUTE},
    store::{Store, on_both_engines},
    world::{ME, SIGN_OUT, STUDENT, World},
};

on_both_engines![
    signing_out_ends_the_session_on_the_server,
    signing_out_empties_the_browsers_cache,
    a_link_of_ours_signs_out_and_one_on_another_site_does_not,
    a_session_nobody_uses_ends_after_half_a_day,
    use_keeps_a_session_alive_until_its_week_is_over,
    signing_in_again_replaces_the_old_session,
    a_guessed_or_planted_session_opens_nothing,
];

async fn signing_out_ends_the_session_on_the_server(store: Store) {
    let world = World::on(store).await;
    let browser = world.student(STUDENT).await;
    let thief = browser.copy();
    let out = browser.post_form(SIGN_OUT, &[]).await.location();
    assert!(out.starts_with(world.platform.origin.as_str()), "{out}");
    assert_eq!(browser.cookie(SESSION), None);
    let refused = thief.get(ME).await;
    assert_eq!(
        (refused.status, &refused.json()["error"]["code"]),
        (401, &"UNAUTHORIZED".into())
    );
}

async fn signing_out_empties_the_browsers_cache(store: Store) {
    let world = World::on(store).await;
    let answer = world.student(STUDENT).await.post_form(SIGN_OUT, &[]).await;
    assert_eq!(
        answer.header("clear-site-data"),
        Some("\"cache\", \"storage\"")
    );
}

async fn a_link_of_ours_signs_out_and_one_on_another_site_does_not(store: Store) {
    let world = World::on(store).await;
    let browser = world.student(STUDENT).await;
    for site in ["cross-site", "same-site"] {
        let link = axum::http::Request::get(SIGN_OUT)
            .header("sec-fetch-site", site)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(browser.send(link).await.location(), "/");
        assert_eq!(browser.get(ME).await.status, 200, "{site}");
    }
    let out = browser.get(SIGN_OUT).await.location();
    assert!(out.starts_with(world.platform.origin.as_str()), "{out}");
    assert_eq!(browser.get(ME).await.status, 401);
}

async fn a_session_nobody_uses_ends_after_half_a_day(store: Store) {
    let world = World::on(store).await;
    let browser = world.student(STUDENT).await;
    world.clock.pass(IDLE_LIFETIME);
    assert_eq!(browser.get(ME).await.status, 401);
}

async fn use_keeps_a_session_alive_until_its_week_is_over(store: Store) {
    let world = World::on(store).await;
    let browser = world.student(STUDENT).await;
    let mut age = std::time::Duration::ZERO;
    while age + 11 * HOUR < ABSOLUTE_LIFETIME {
        world.clock.pass(11 * HOUR);
        age += 11 * HOUR;
        assert_eq!(browser.get("/profile").await.status, 200, "after {age:?}");
    }
    world
        .clock
        .pass(ABSOLUTE_LIFETIME.saturating_sub(age + MINUTE));
    assert_eq!(browser.get("/profile").await.status, 200);
    world.clock.pass(MINUTE);
    assert_eq!(browser.get("/profile").await.location(), "/");
}

async fn signing_in_again_replaces_the_old_session(store: Store) {
    let world = World::on(store).await;
    let browser = world.student(STUDENT).await;
    let before = browser.copy();
    world.sign_in(&browser, "o'brien@example.com").await;
    assert_ne!(browser.cookie(SESSION), before.cookie(SESSION));
    assert_eq!(browser.get(ME).await.json()["email"], "o'brien@example.com");
    assert_eq!(before.get(ME).await.status, 401);
}

async fn a_guessed_or_planted_session_opens_nothing(store: Store) {
    let world = World::on(store).await;
    let browser = world.anonymous();
    let planted = "A".repeat(43);
    browser.set_cookie(SESSION, &planted);
    assert_eq!(browser.get(ME).await.status, 401);
    world.sign_in(&browser, STUDENT).await;
    assert_ne!(browser.cookie(SESSION), Some(planted));
}
