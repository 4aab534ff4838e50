//! Cancelled callers.

use std::{sync::Arc, time::Duration};

use futures_util::FutureExt;
use tokio::{sync::Barrier, time::timeout};

use super::super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, user, users},
};
use crate::Circuit;

fn in_flight(world: &World) -> u64 {
    let health = world.timeback.health();
    health
        .services
        .iter()
        .map(|service| service.in_flight)
        .sum()
}

#[tokio::test]
async fn ten_thousand_cancelled_calls_free_their_slots() {
    let world = World::with(|config| config.max_concurrency = 1).await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    for _ in 0..10_000 {
        let aborted = world.timeback.user().verify(STUDENT).now_or_never();
        assert!(aborted.is_none());
    }
    assert_eq!(in_flight(&world), 0);
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
}

#[tokio::test]
async fn calls_cancelled_in_flight_free_their_slots() {
    let world = World::with(|config| config.max_concurrency = 1).await;
    let never = Arc::new(Barrier::new(1000));
    world
        .upstream
        .always(Route::Users, Reply::text(200, "").behind(&never));
    for calls in 1..=50 {
        let call = world.timeback.user().verify(STUDENT);
        let arrival = async {
            while world.upstream.count(Route::Users) < calls {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! { biased; () = arrival => {}, response = call => panic!("{response:?}") }
    }
    assert_eq!(in_flight(&world), 0);
}

#[tokio::test]
async fn a_cancelled_probe_does_not_block_the_next_one() {
    let soon = Duration::from_millis(1);
    let world = World::with(|config| {
        config.resilience.probe_interval = soon;
        config.resilience.longest_probe_interval = soon;
    })
    .await;
    world.upstream.always(Route::Users, Reply::text(500, "{}"));
    while world.timeback.user().verify(STUDENT).await.is_err() {
        let health = world.timeback.health();
        if health.services.iter().any(|service| service.openings > 0) {
            break;
        }
    }
    for _ in 0..100 {
        let probe = world.timeback.user().verify(STUDENT);
        let _ = timeout(soon, probe).await;
    }
    assert_eq!(in_flight(&world), 0);
    let well = Reply::json(users(&[user("tb_1")]));
    world.upstream.always(Route::Users, well);
    tokio::time::sleep(2 * soon).await;
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
    let health = world.timeback.health();
    assert!(
        health
            .services
            .iter()
            .all(|service| service.circuit == Circuit::Closed)
    );
}

#[tokio::test]
async fn a_cancelled_caller_does_not_cancel_the_token_request() {
    let world = World::new().await;
    let gate = Arc::new(Barrier::new(2));
    let slow = Reply::json(serde_json::json!({ "access_token": "token-1" })).behind(&gate);
    world.upstream.once(Route::Token, slow);
    assert!(
        world
            .timeback
            .user()
            .verify(STUDENT)
            .now_or_never()
            .is_none()
    );
    let (response, _) = tokio::join!(world.timeback.user().verify(STUDENT), gate.wait());
    assert!(response.is_ok());
    assert_eq!(world.upstream.count(Route::Token), 1);
}
