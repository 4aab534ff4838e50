//! A page is rendered once a change of what it shows: asked for again it is the same but for the nonce of its scripts, and every
//! change is in it at once.

use std::time::Duration;

use axum::http::header;
use serde_json::json;
use tokio::time::sleep;

use crate::{
    activities::{SUBMIT, finished, post},
    browser::{Answer, Browser},
    world::{ME, STUDENT, World},
};

const PAGES: [&str; 2] = ["/profile", "/history"];

/// The nonce that a page's policy allows.
fn nonce(answer: &Answer) -> String {
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str();
    let (_, nonce) = policy.unwrap().split_once("'nonce-").unwrap();
    nonce.split_once('\'').unwrap().0.to_owned()
}

/// A page without its nonce.
fn content(answer: &Answer) -> String {
    assert_eq!(answer.status, 200);
    let nonce = nonce(answer);
    assert!(answer.body.contains(&nonce), "the page has no nonce");
    answer.body.replace(&nonce, "")
}

/// Today's XP, as the API says it.
async fn xp(student: &Browser) -> f64 {
    let answer = student.get(ME).await.json();
    answer["xp"]["today"].as_f64().unwrap()
}

/// Whether a page was rendered before: one that is being rendered is streamed, with a header against buffering.
fn is_repeated(answer: &Answer) -> bool {
    !answer.headers.contains_key("x-accel-buffering")
}

/// Opens a page until it is the one that was rendered before.
async fn repeated(student: &Browser, path: &str) -> Answer {
    for _ in 0..5 {
        let answer = student.get(path).await;
        if is_repeated(&answer) {
            return answer;
        }
    }
    panic!("{path} is rendered each time");
}

#[tokio::test]
async fn a_page_that_nothing_has_changed_is_the_same_but_for_its_nonce() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for path in PAGES {
        student.get(path).await;
        let rendered = student.get(path).await;
        let (one, other) = (
            repeated(&student, path).await,
            repeated(&student, path).await,
        );
        assert_eq!(content(&one), content(&rendered), "{path}");
        assert_eq!(content(&other), content(&rendered), "{path}");
        assert_ne!(nonce(&one), nonce(&other), "{path}");
        for name in rendered.headers.keys() {
            let is_of_streams = name == "x-accel-buffering" || name == header::TRANSFER_ENCODING;
            assert!(one.headers.contains_key(name) || is_of_streams, "{name}");
        }
    }
}

#[tokio::test]
async fn an_activity_that_timeback_has_is_on_the_next_page() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let mut today = xp(&student).await;
    for number in 1..4 {
        let before = repeated(&student, "/profile").await;
        assert_eq!(
            post(&student, SUBMIT, &finished(number, 7.25)).await.status,
            204
        );
        today += 7.25;
        while xp(&student).await < today {
            sleep(Duration::from_millis(10)).await;
        }
        let page = student.get("/profile").await;
        let shown = super::english::amount(today);
        assert!(page.text().contains(&format!("Today {shown}")), "{today}");
        assert_ne!(content(&page), content(&before));
    }
}

#[tokio::test]
async fn another_language_another_time_zone_and_a_later_minute_are_on_the_next_page() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let english = repeated(&student, "/profile").await;
    assert!(english.body.contains("just now"));
    student.post_form("/language", &[("language", "es")]).await;
    let spanish = student.get("/profile").await;
    assert!(spanish.body.contains("lang=\"es\""));
    world.clock.pass(Duration::from_secs(59));
    assert_eq!(
        content(&repeated(&student, "/profile").await),
        content(&spanish)
    );
    world.clock.pass(Duration::from_secs(1));
    let later = student.get("/profile").await;
    assert!(!is_repeated(&later), "a minute later");
}

#[tokio::test]
async fn one_student_never_sees_the_page_of_another() {
    let world = World::new().await;
    let (one, other) = (
        world.student(STUDENT).await,
        world.student("busy@example.com").await,
    );
    let page = content(&repeated(&one, "/profile").await);
    assert_ne!(content(&repeated(&other, "/profile").await), page);
    assert_eq!(content(&repeated(&one, "/profile").await), page);
}

#[tokio::test]
async fn a_page_without_the_xp_of_its_courses_is_rendered_until_it_has_them() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let fault = json!({ "route": "/edubridge/analytics/enrollment/{id}", "status": 404 });
    world.platform.faults(json!([fault])).await;
    for _ in 0..4 {
        assert!(!is_repeated(&student.get("/profile").await));
    }
    world.platform.faults(json!([])).await;
    repeated(&student, "/profile").await;
}
