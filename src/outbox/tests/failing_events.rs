//! Events that fail while others succeed, and outages, for which no event is blamed.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{sleep, timeout};

use super::world::{World, accept, called, event};
use timeback::Outbox;

/// Twenty events of each of ten students.
async fn accept_two_hundred(outbox: &Outbox) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..200 {
        let id = format!("{}-{number:03}", number % 10);
        let student = format!("student {}", number % 10);
        let event = event(&student, &id);
        // A busy machine's disk may miss a deadline; a duplicate is stored once.
        while outbox.accept(&event).await.is_err() {}
        ids.push(id);
    }
    ids
}

/// The events of one student.
fn of(student: usize, ids: &[String]) -> Vec<&String> {
    let begin = format!("{student}-");
    ids.iter().filter(|id| id.starts_with(&begin)).collect()
}

async fn arrived(world: &World, count: usize) {
    let enough = async {
        while world.platform.events().len() < count {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(50), enough).await.unwrap();
}

async fn left(outbox: &Outbox, waiting: u64) {
    let few = async {
        while outbox.depth().await.unwrap().waiting != waiting {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(50), few).await.unwrap();
}

#[tokio::test]
async fn an_event_that_always_fails_is_dead_lettered_without_delaying_other_students() {
    let failures = [(500, ""), (503, ""), (401, ""), (429, ""), (200, "<html>")];
    // Most of the time they wait, so they do it together.
    join_all(failures.map(|(status, body)| dead_letter_the_only_bad_one(status, body))).await;
}

async fn dead_letter_the_only_bad_one(status: u16, body: &'static str) {
    let world = World::new().await;
    let outbox = world.outbox().await;
    world.platform.fail_at("bad", status, body);
    accept(&outbox, &["bad", "after it"]).await;
    let ids = accept_two_hundred(&outbox).await;
    world.deliver(&outbox);
    arrived(&world, 200).await;
    // The student's next event waits for it.
    left(&outbox, 2).await;
    let depth = outbox.depth().await.unwrap();
    assert_eq!((depth.retrying, depth.dead), (1, 0), "{status}");
    let arrived = world.platform.events();
    for student in 0..10 {
        assert_eq!(of(student, &arrived), of(student, &ids), "{status}");
    }
    let depth = world.emptied_in_time(&outbox).await;
    assert_eq!(depth.dead, 1, "{status}");
    assert_eq!(world.platform.events().last().unwrap(), "after it");
}

#[tokio::test]
async fn failing_events_of_several_students_do_not_delay_others() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    for id in ["bad 1", "bad 2", "bad 3", "bad 4"] {
        world.platform.fail_at(id, 500, "");
        outbox.accept(&event(id, id)).await.unwrap();
    }
    accept_two_hundred(&outbox).await;
    world.deliver(&outbox);
    arrived(&world, 200).await;
    left(&outbox, 4).await;
    assert_eq!(outbox.depth().await.unwrap().dead, 0);
}

#[tokio::test]
async fn an_outage_dead_letters_nothing() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    world.platform.break_down(500, "");
    let ids = accept_two_hundred(&outbox).await;
    world.deliver(&outbox);
    for calls in [3, 6, 9, 12] {
        called(&world.platform, calls).await;
        world.pass(Duration::from_hours(6));
    }
    let depth = outbox.depth().await.unwrap();
    assert_eq!((depth.waiting, depth.retrying, depth.dead), (200, 0, 0));
    world.platform.recover();
    assert_eq!(world.emptied_in_time(&outbox).await.dead, 0);
    let arrived = world.platform.events();
    assert_eq!(arrived.len(), 200);
    for student in 0..10 {
        assert_eq!(of(student, &arrived), of(student, &ids));
    }
}

#[tokio::test]
async fn a_single_student_s_failing_event_is_dead_lettered_after_the_next_one_succeeds() {
    let world = World::new().await;
    let outbox = world.outbox().await;
    world.platform.fail_at("bad", 500, "");
    accept(&outbox, &["bad", "a", "b"]).await;
    world.deliver(&outbox);
    assert_eq!(world.emptied_in_time(&outbox).await.dead, 1);
    assert_eq!(world.platform.events(), ["a", "b"]);
}
