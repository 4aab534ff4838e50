//! Live updates of open pages.

mod connection;

use std::time::Duration;

use axum::{body::Body, http::Request};
use futures_util::StreamExt as _;
use serde_json::json;
use tokio::time::timeout;

pub use self::connection::Connection;
use super::{
    activities::{SUBMIT, finished, post, submission},
    browser::Browser,
    clock::HOUR,
    english::amount,
    platform::{ACTIVITY, COURSE_XP, counts},
    world::{ME, SIGN_OUT, STUDENT, World},
};

const LIVE: &str = "/profile/live";

const NOT_ANSWERING: &str = "Timeback is not answering right now.";

/// Today's XP and all-time XP, by the SDK's route.
async fn xp(browser: &Browser) -> (f64, f64) {
    let xp = browser.get(ME).await.json()["xp"].clone();
    (xp["today"].as_f64().unwrap(), xp["all"].as_f64().unwrap())
}

#[tokio::test]
async fn a_page_with_an_older_profile_gets_the_latest_immediately() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.content_type.as_deref(), Some("text/event-stream"));
    let report = page.report().await.unwrap();
    let (today, all) = xp(&student).await;
    report.assert_xp(today, all);
    assert!(
        report.text.starts_with("Hi, Maya! Maya Okafor "),
        "{}",
        report.text
    );
}

#[tokio::test]
async fn a_reconnecting_browser_gets_no_event_it_has() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    let known = page.report().await.unwrap().id;
    let again = Request::get(format!("{LIVE}?since=0"))
        .header("last-event-id", known)
        .body(Body::empty())
        .unwrap();
    let mut body = student.open(again).await.into_body().into_data_stream();
    let first = body.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"retry: "), "when to come back");
    let quiet = timeout(Duration::from_millis(200), body.next()).await;
    assert!(quiet.is_err(), "nothing new is said");
}

#[tokio::test]
async fn completed_work_updates_open_pages_and_later_responses() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let elsewhere = world.student(STUDENT).await;
    let (today, all) = xp(&elsewhere).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    page.report().await.unwrap();
    assert_eq!(post(&student, SUBMIT, &finished(1, 7.25)).await.status, 204);

    let report = page.report().await.unwrap();
    report.assert_xp(today + 7.25, all + 7.25);
    for browser in [&student, &elsewhere] {
        assert_eq!(xp(browser).await, (today + 7.25, all + 7.25));
    }
}

#[tokio::test]
async fn the_open_pages_of_a_session_share_one_request() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut pages = Vec::new();
    for _ in 0..8 {
        let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
        page.report().await.unwrap();
        pages.push(page);
    }
    assert_eq!(
        Connection::open(&student, LIVE).await.status,
        204,
        "one too many"
    );
    world.platform.reset_requests().await;
    assert_eq!(post(&student, SUBMIT, &finished(1, 7.25)).await.status, 204);
    for page in &mut pages {
        page.report().await.unwrap();
    }
    let event = "POST /caliper/event";
    assert_eq!(
        world.platform.requests().await,
        counts(&[(event, 1), (ACTIVITY, 1), (COURSE_XP, 1)])
    );
}

#[tokio::test]
async fn a_closed_page_leaves_nothing_behind() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    page.report().await.unwrap();
    assert_eq!(world.state.profiles.live().count(), 1);
    drop(page);
    assert_eq!(world.state.profiles.live().count(), 0);
}

#[tokio::test]
async fn signing_out_closes_the_connection() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    page.report().await.unwrap();
    student.post_form(SIGN_OUT, &[]).await;
    assert_eq!(page.report().await, None);
    assert_eq!(Connection::open(&student, LIVE).await.status, 204);
}

#[tokio::test]
async fn a_shutdown_closes_the_event_streams() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    page.report().await.unwrap();
    world.stopping.cancel();
    assert_eq!(page.report().await, None);
}

#[tokio::test]
async fn without_a_profile_there_is_no_event_stream() {
    let world = World::new().await;
    assert_eq!(Connection::open(&world.anonymous(), LIVE).await.status, 204);
    let stranger = world.student("stranger@example.com").await;
    assert_eq!(Connection::open(&stranger, LIVE).await.status, 204);
}

#[tokio::test]
async fn open_pages_show_the_new_day_at_midnight_without_requests() {
    let world = World::new().await;
    let (laptop, phone) = (world.student(STUDENT).await, world.student(STUDENT).await);
    let mut pages = Vec::new();
    for browser in [&laptop, &laptop, &phone] {
        let mut page = Connection::open(browser, &format!("{LIVE}?since=0")).await;
        let before = page.report().await.unwrap();
        pages.push((page, before));
    }
    let (_, all) = xp(&laptop).await;
    world.platform.reset_requests().await;
    world.clock.pass(8 * HOUR);
    for (page, before) in &mut pages {
        let report = page.report().await.unwrap();
        report.assert_xp(0.0, all);
        assert!(!report.text.contains(NOT_ANSWERING), "{}", report.text);
        let (old, new) = (before.week(), report.week());
        assert_eq!((new.len(), &new[..6], new[6]), (7, &old[1..], "0"));
    }
    assert_eq!(world.platform.requests().await, counts(&[]));
}

#[tokio::test]
async fn xp_earned_after_midnight_counts_for_the_new_day() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    page.report().await.unwrap();
    world.clock.pass(8 * HOUR);
    page.report().await.unwrap();
    let late = ("endedAt", json!("2026-11-21T00:00:00.000Z"));
    let metrics = ("metrics", json!({ "xpEarned": 7.25 }));
    assert_eq!(
        post(&student, SUBMIT, &submission(&[late, metrics]))
            .await
            .status,
        204
    );
    let report = page.report().await.unwrap();
    let (today, all) = xp(&student).await;
    report.assert_xp(today, all);
    assert_eq!(report.week()[6], amount(today));
    assert!(today >= 7.25, "{today}");
}

#[tokio::test]
async fn a_page_hidden_at_midnight_shows_the_new_day_even_in_an_outage() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since=0")).await;
    let known = page.report().await.unwrap().id;
    drop(page);
    world.clock.pass(8 * HOUR);
    let down = json!([{ "route": "/edubridge/analytics/activity", "status": 500 }]);
    world.platform.faults(down).await;
    let mut page = Connection::open(&student, &format!("{LIVE}?since={known}")).await;
    let report = page.report().await.unwrap();
    for words in ["We can't see today's XP right now.", NOT_ANSWERING] {
        assert!(report.text.contains(words), "{words} in {}", report.text);
    }
}
