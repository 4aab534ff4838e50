use super::{Live, SEATS_PER_SESSION};

#[tokio::test]
async fn what_is_earned_is_heard_by_every_page_of_that_student_and_by_no_other() {
    let live = Live::default();
    let mut here = live.sit("session-1", "maya").unwrap();
    let mut there = live.sit("session-2", "maya").unwrap();
    let mut other = live.sit("session-3", "theo").unwrap();
    live.earned("maya");
    assert!(here.earned().await && there.earned().await);
    live.end("session-3");
    assert!(!other.earned().await, "only the end is heard");
}

#[tokio::test]
async fn what_is_earned_between_two_looks_is_not_missed() {
    let live = Live::default();
    let mut seat = live.sit("session-1", "maya").unwrap();
    live.earned("maya");
    live.earned("maya");
    assert!(seat.earned().await);
}

#[tokio::test]
async fn a_session_that_ends_is_heard() {
    let live = Live::default();
    let mut seat = live.sit("session-1", "maya").unwrap();
    live.end("session-1");
    assert!(!seat.earned().await);
}

#[test]
fn who_leaves_leaves_nothing_behind() {
    let live = Live::default();
    let seats: Vec<_> = (0..SEATS_PER_SESSION)
        .map(|_| live.sit("session-1", "maya").unwrap())
        .collect();
    assert!(
        live.sit("session-1", "maya").is_none(),
        "the session's seats are taken"
    );
    assert_eq!(live.count(), SEATS_PER_SESSION);
    live.end("session-1");
    drop(seats);
    assert_eq!(live.count(), 0);
    assert!(live.lock().sessions.is_empty());
}
