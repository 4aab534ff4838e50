//! The concurrency limit.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::super::{
    upstream::{Reply, Route},
    world::{STUDENT, World},
};
use crate::{Failure, Timeback, UserResolutionError};

async fn failure(timeback: &Timeback) -> Failure {
    match timeback.user().verify(STUDENT).await {
        Err(UserResolutionError::LookupFailed(error)) => error.failure,
        other => panic!("expected a failed lookup, got {other:?}"),
    }
}

#[tokio::test]
async fn calls_beyond_the_limit_wait_until_their_deadline() {
    let world = World::with(|config| config.max_concurrency = 2).await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    let never = Arc::new(Barrier::new(1000));
    world
        .upstream
        .always(Route::Users, Reply::text(200, "").behind(&never));
    let patient = world.timeback.with_timeout(Duration::from_secs(2));
    let hasty = world.timeback.with_timeout(Duration::from_millis(200));
    let (under_way, sent_home) = tokio::join!(
        join_all((0..2).map(|_| failure(&patient))),
        join_all((0..20).map(|_| failure(&hasty))),
    );
    assert!(
        under_way
            .iter()
            .all(|failure| matches!(failure, Failure::Timeout))
    );
    assert!(
        sent_home
            .iter()
            .all(|failure| matches!(failure, Failure::Saturated { limit: 2 })),
        "{sent_home:?}"
    );
    assert_eq!(world.upstream.count(Route::Users), 1 + 2);
}

#[tokio::test]
async fn calls_beyond_the_limit_are_sent_when_a_slot_is_free() {
    let world = World::with(|config| config.max_concurrency = 3).await;
    let responses = join_all((0..100).map(|_| world.timeback.user().verify(STUDENT))).await;
    assert!(responses.iter().all(Result::is_ok));
    assert_eq!(world.upstream.counts(), [1, 100, 0, 0]);
}

#[tokio::test]
async fn a_call_waiting_for_a_pause_takes_no_slot() {
    let world = World::with(|config| config.max_concurrency = 1).await;
    let busy = Reply::text(429, "").header("retry-after", "2");
    world.upstream.once(Route::Activity, busy);
    let profile = world.timeback.user().get_profile(STUDENT);
    let lookup = async {
        while world.upstream.count(Route::Activity) == 0 {
            tokio::task::yield_now().await;
        }
        world.timeback.user().verify(STUDENT).await.unwrap();
        world.upstream.count(Route::Activity)
    };
    let (profile, asked) = tokio::join!(profile, lookup);
    assert!(profile.is_ok());
    assert_eq!(asked, 1);
}

#[tokio::test]
async fn a_client_with_another_timeout_shares_everything_else() {
    let world = World::new().await;
    let timeback = world.timeback.with_timeout(Duration::from_secs(5));
    assert_eq!(timeback.config().timeout, Duration::from_secs(5));
    timeback.user().verify(STUDENT).await.unwrap();
    world.timeback.user().verify(STUDENT).await.unwrap();
    assert_eq!(world.upstream.counts(), [1, 2, 0, 0]);
    assert_eq!(world.timeback.health(), timeback.health());
}
