use std::net::IpAddr;

use super::{Bounds, Live, Page, Subscription, bounds::OpenCounts};

const BOUNDS: Bounds = Bounds {
    session: 2,
    account: 3,
    address: 4,
    all: 5,
};

fn live() -> Live {
    Live::new(BOUNDS)
}

/// A page of this session, whose student's name is their account and their Timeback id.
fn page(session: &str, student: &str, address: &str) -> Page {
    Page {
        session: session.to_owned(),
        account: student.to_owned(),
        address: Some(address.parse::<IpAddr>().unwrap()),
        student: student.to_owned(),
    }
}

fn subscribe(live: &Live, session: &str, student: &str) -> Option<Subscription> {
    live.subscribe(page(session, student, "192.0.2.1"))
}

#[tokio::test]
async fn what_is_earned_is_heard_by_every_page_of_that_student_and_by_no_other() {
    let live = live();
    let mut here = subscribe(&live, "session-1", "maya").unwrap();
    let mut there = subscribe(&live, "session-2", "maya").unwrap();
    let mut other = subscribe(&live, "session-3", "theo").unwrap();
    live.earned("maya");
    assert!(here.earned().await && there.earned().await);
    live.end("session-3");
    assert!(!other.earned().await, "only the end is heard");
}

#[tokio::test]
async fn what_is_earned_between_two_looks_is_not_missed() {
    let live = live();
    let mut subscription = subscribe(&live, "session-1", "maya").unwrap();
    live.earned("maya");
    live.earned("maya");
    assert!(subscription.earned().await);
}

#[tokio::test]
async fn a_session_that_ends_is_heard() {
    let live = live();
    let mut subscription = subscribe(&live, "session-1", "maya").unwrap();
    live.end("session-1");
    assert!(!subscription.earned().await);
}

#[test]
fn who_leaves_leaves_nothing_behind() {
    let live = live();
    let subscriptions = [(); 2].map(|()| subscribe(&live, "session-1", "maya").unwrap());
    assert!(subscribe(&live, "session-1", "maya").is_none());
    assert_eq!(live.count(), 2);
    live.end("session-1");
    drop(subscriptions);
    let listening = live.lock();
    assert_eq!(listening.open, OpenCounts::default());
    assert!(listening.sessions.is_empty());
}

#[test]
fn a_session_that_ended_and_came_back_has_its_old_pages_counted_until_they_leave() {
    let live = live();
    let old = [(); 2].map(|()| subscribe(&live, "session-1", "maya").unwrap());
    live.end("session-1");
    assert!(subscribe(&live, "session-1", "maya").is_none());
    drop(old);
    assert!(subscribe(&live, "session-1", "maya").is_some());
}

#[test]
fn pages_are_bounded_by_session_by_account_by_address_and_in_all() {
    let live = live();
    let subscribe = |session: &str, student: &str, address: &str| {
        live.subscribe(page(session, student, address))
    };
    let one = subscribe("session-1", "maya", "192.0.2.1").unwrap();
    let two = subscribe("session-1", "maya", "192.0.2.1").unwrap();
    assert!(
        subscribe("session-1", "maya", "192.0.2.2").is_none(),
        "session"
    );
    let three = subscribe("session-2", "maya", "192.0.2.1").unwrap();
    assert!(
        subscribe("session-3", "maya", "192.0.2.2").is_none(),
        "account"
    );
    let four = subscribe("session-4", "theo", "192.0.2.1").unwrap();
    assert!(
        subscribe("session-5", "zoe", "192.0.2.1").is_none(),
        "address"
    );
    let five = subscribe("session-5", "zoe", "192.0.2.2").unwrap();
    assert!(subscribe("session-6", "noah", "192.0.2.3").is_none(), "all");
    drop(two);
    assert!(subscribe("session-6", "noah", "192.0.2.3").is_some());
    drop((one, three, four, five));
}

#[test]
fn only_a_refusal_for_a_limit_of_the_process_is_logged() {
    let live = live();
    let open: Vec<_> = (1..=2)
        .filter_map(|_| subscribe(&live, "session-1", "maya"))
        .collect();
    assert!(subscribe(&live, "session-1", "maya").is_none());
    assert!(live.lock().logged_at.is_none());
    let others: Vec<_> = (3..=4)
        .filter_map(|number| subscribe(&live, &format!("session-{number}"), "theo"))
        .collect();
    assert_eq!(open.len() + others.len(), BOUNDS.address);
    assert!(subscribe(&live, "session-5", "zoe").is_none());
    assert!(live.lock().logged_at.is_some());
}

#[test]
fn a_household_with_ipv6_is_one_address() {
    let live = live();
    let subscriptions: Vec<_> = (1..=4)
        .filter_map(|number| {
            let (session, address) = (format!("session-{number}"), format!("2001:db8::{number}"));
            live.subscribe(page(&session, &session, &address))
        })
        .collect();
    assert_eq!(subscriptions.len(), 4);
    assert!(
        live.subscribe(page("session-5", "zoe", "2001:db8::5"))
            .is_none()
    );
    assert!(
        live.subscribe(page("session-5", "zoe", "2001:db8:0:1::5"))
            .is_some()
    );
}
