//! `Retry-After`, which applies to all callers.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::super::{
    upstream::{Reply, Route},
    world::{STUDENT, World},
};
use crate::{Failure, UserError, UserResolutionError};

fn busy(seconds: &str) -> Reply {
    Reply::text(429, "").header("retry-after", seconds)
}

#[tokio::test]
async fn retry_after_applies_to_all_callers() {
    let world = World::new().await;
    world.upstream.once(Route::Users, busy("1"));
    let asked_at = Instant::now();
    let first = world.timeback.user().verify(STUDENT);
    let others = async {
        while world.upstream.count(Route::Users) == 0 {
            tokio::task::yield_now().await;
        }
        // The response is in transit: the pause starts when it has arrived.
        while world
            .timeback
            .health()
            .services
            .iter()
            .any(|s| s.in_flight > 0)
        {
            tokio::task::yield_now().await;
        }
        let responses = join_all((0..10).map(|_| world.timeback.user().verify(STUDENT))).await;
        (responses, asked_at.elapsed())
    };
    let (first, (others, elapsed)) = tokio::join!(first, others);
    assert!(first.is_ok() && others.iter().all(Result::is_ok));
    assert!(elapsed >= Duration::from_secs(1));
    assert_eq!(world.upstream.count(Route::Users), 1 + 11);
}

#[tokio::test]
async fn a_pause_beyond_the_deadline_fails_immediately() {
    let world = World::new().await;
    world.upstream.once(Route::Users, busy("86400"));
    for _ in 0..20 {
        match world.timeback.user().verify(STUDENT).await {
            Err(UserResolutionError::LookupFailed(error)) => {
                let Failure::Busy {
                    status: 429,
                    retry_after: Some(wait),
                } = error.failure
                else {
                    panic!("expected a busy platform, got {error:?}");
                };
                assert!(wait <= Duration::from_mins(1) && wait > Duration::from_secs(30));
            }
            other => panic!("expected a failed lookup, got {other:?}"),
        }
    }
    assert_eq!(world.upstream.count(Route::Users), 1);
}

#[tokio::test]
async fn a_pause_does_not_affect_other_services() {
    let world = World::new().await;
    world.upstream.once(Route::Activity, busy("60"));
    assert!(matches!(
        world.timeback.user().get_profile(STUDENT).await,
        Err(UserError::Activity(_))
    ));
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
}
