//! Students with a time zone of their own.

use std::time::Duration;

use tokio::time::timeout;

use super::earned;
use crate::{
    browser::Browser,
    clock::{HOUR, MINUTE},
    english::amount,
    live::Connection,
    platform::counts,
    world::{ME, STUDENT, World},
};

const SCHOOL: &str = "Asia/Bangkok";
const OWN: &str = "Asia/Dhaka";

/// Half past midnight at school, and an hour before that where Maya lives.
async fn night() -> World {
    let world = World::with(&[("TIMEBACK_TIME_ZONE", SCHOOL)]).await;
    world.clock.pass(HOUR + 30 * MINUTE);
    world
}

async fn choose(student: &Browser, zone: &str) {
    let text = student.tell("time-zone", &[("time_zone", zone)]).await;
    assert!(text.contains("Your time zone is saved."), "{text}");
}

async fn xp_today(student: &Browser) -> f64 {
    let profile = student.get(ME).await.json();
    profile["xp"]["today"].as_f64().unwrap()
}

/// Whether the page of this day says that more may be counted: it is today's or yesterday's.
async fn is_recent(student: &Browser, date: &str) -> bool {
    let text = student.get(&format!("/history/{date}")).await.text();
    text.contains("can take a few minutes to be counted")
}

#[tokio::test]
async fn today_is_the_student_s_from_the_next_page_on() {
    let world = night().await;
    let at_school = earned(&world, SCHOOL, "2026-11-21").await;
    let at_home = earned(&world, OWN, "2026-11-20").await;
    assert!(at_school < at_home, "{at_school} {at_home}");
    let maya = world.student(STUDENT).await;
    for (zone, xp, is_over) in [
        ("", at_school, true),
        (OWN, at_home, false),
        ("", at_school, true),
    ] {
        choose(&maya, zone).await;
        let text = maya.get("/profile").await.text();
        let words = format!("Today {} XP", amount(xp));
        assert!(text.contains(&words), "{zone}: {words} in {text}");
        assert_eq!(xp_today(&maya).await.to_bits(), xp.to_bits(), "{zone}");
        assert_eq!(is_recent(&maya, "2026-11-19").await, !is_over, "{zone}");
        assert_eq!(is_recent(&maya, "2026-11-21").await, is_over, "{zone}");
        world.platform.reset_requests().await;
        maya.get("/profile").await;
        maya.get("/history").await;
        assert_eq!(world.platform.requests().await, counts(&[]), "{zone}");
    }
}

#[tokio::test]
async fn two_students_of_one_school_are_in_different_weeks() {
    let world = World::with(&[("TIMEBACK_TIME_ZONE", "America/Chicago")]).await;
    world.clock.pass(48 * HOUR);
    let (maya, other) = (
        world.student(STUDENT).await,
        world.student("busy@example.com").await,
    );
    // Monday one o'clock there, Sunday at school.
    choose(&maya, "Asia/Tokyo").await;
    for (student, week) in [(&maya, "Nov 23 – Nov 29"), (&other, "Nov 16 – Nov 22")] {
        let text = student.get("/history").await.text();
        assert!(text.contains(week), "{week} in {text}");
    }
}

#[tokio::test]
async fn a_guardian_sees_the_student_s_day_and_keeps_their_own() {
    let world = night().await;
    let maya = world.student(STUDENT).await;
    maya.get("/profile").await;
    choose(&maya, OWN).await;
    let at_home = earned(&world, OWN, "2026-11-20").await;
    let guardian = world.student("guardian@example.com").await;
    let card = format!("{} of 80 XP today", amount(at_home));
    let page = format!("Today {} XP", amount(at_home));
    for (path, words) in [("/students", &card), ("/students/maya-okafor", &page)] {
        let text = guardian.get(path).await.text();
        assert!(text.contains(words), "{words} in {text}");
    }
    let own = guardian.get("/profile").await.text();
    world.platform.reset_requests().await;
    guardian.get("/students/maya-okafor").await;
    assert_eq!(guardian.get("/profile").await.text(), own);
    assert_eq!(world.platform.requests().await, counts(&[]));
    // Of students without a time zone the school's counts, and so again of Maya.
    choose(&maya, "").await;
    let text = guardian.get("/students/maya-okafor").await.text();
    let at_school = earned(&world, SCHOOL, "2026-11-21").await;
    let words = format!("Today {} XP", amount(at_school));
    assert!(text.contains(&words), "{words} in {text}");
}

#[tokio::test]
async fn an_open_page_begins_the_day_at_its_own_midnight() {
    let world = World::with(&[("TIMEBACK_TIME_ZONE", SCHOOL)]).await;
    let (maya, other) = (
        world.student(STUDENT).await,
        world.student("busy@example.com").await,
    );
    choose(&maya, OWN).await;
    let mut pages = Vec::new();
    for browser in [&maya, &other] {
        let mut page = Connection::open(browser, "/profile/live?since=0").await;
        let before = page.report().await.unwrap();
        pages.push((page, before));
    }
    let [(own, before), (school, before_at_school)] = &mut pages[..] else {
        unreachable!("two pages");
    };
    world.clock.pass(HOUR);
    let report = school.report().await.unwrap();
    assert_eq!(report.week()[..6], before_at_school.week()[1..]);
    // It was opened first, so it has looked at the clock as well.
    let quiet = timeout(Duration::from_millis(200), own.report()).await;
    assert!(quiet.is_err(), "the day goes on");
    world.clock.pass(HOUR);
    let report = own.report().await.unwrap();
    assert_eq!(report.week()[..6], before.week()[1..]);
}

#[tokio::test]
async fn a_change_of_the_time_zone_reaches_open_pages() {
    let world = night().await;
    let maya = world.student(STUDENT).await;
    let elsewhere = world.student(STUDENT).await;
    let mut page = Connection::open(&elsewhere, "/profile/live?since=0").await;
    let report = page.report().await.unwrap();
    report.assert_xp_today(earned(&world, SCHOOL, "2026-11-21").await);
    choose(&maya, OWN).await;
    assert_eq!(page.report().await, None, "the browser comes back");
    world.clock.pass(MINUTE);
    let path = format!("/profile/live?since={}", report.id);
    let mut page = Connection::open(&elsewhere, &path).await;
    let report = page.report().await.unwrap();
    report.assert_xp_today(earned(&world, OWN, "2026-11-20").await);
}
