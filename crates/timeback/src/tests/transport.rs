//! Retries, deadlines, and tokens revoked during a call.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, chain},
};
use crate::{Failure, UserResolutionError};

async fn failure(world: &World) -> Failure {
    match world.timeback.user().verify(STUDENT).await {
        Err(UserResolutionError::LookupFailed(error)) => error.failure,
        other => panic!("expected a failed lookup, got {other:?}"),
    }
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once_and_all_calls_are_repeated() {
    let world = World::new().await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    world.upstream.revoke("token-1");
    let responses = join_all((0..20).map(|_| world.timeback.user().verify(STUDENT))).await;
    assert!(
        responses
            .iter()
            .all(|response| response.as_ref().unwrap().is_verified())
    );
    assert_eq!(world.upstream.count(Route::Token), 2);
    assert_eq!(world.upstream.count(Route::Users), 1 + 2 * 20);
}

#[tokio::test]
async fn a_late_rejection_of_the_old_token_keeps_the_new_one() {
    let world = World::new().await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    let gate = Arc::new(Barrier::new(2));
    world
        .upstream
        .once(Route::Users, Reply::text(401, "{}").behind(&gate));
    let (late, ()) = tokio::join!(world.timeback.user().verify(STUDENT), async {
        while world.upstream.count(Route::Users) < 2 {
            tokio::task::yield_now().await;
        }
        world.upstream.revoke("token-1");
        world.timeback.user().verify(STUDENT).await.unwrap();
        gate.wait().await;
    });
    assert!(late.unwrap().is_verified());
    assert_eq!(world.upstream.count(Route::Token), 2);
}

#[tokio::test]
async fn a_rejected_new_token_is_an_error() {
    let world = World::new().await;
    world.upstream.always(Route::Users, Reply::text(401, "{}"));
    assert!(matches!(failure(&world).await, Failure::Unauthorized));
    assert_eq!(world.upstream.counts(), [2, 2, 0, 0]);
}

#[tokio::test]
async fn a_busy_platform_is_retried_after_retry_after_in_seconds() {
    let world = World::new().await;
    world.upstream.once(
        Route::Users,
        Reply::text(429, "").header("retry-after", "1"),
    );
    let asked_at = Instant::now();
    assert!(
        world
            .timeback
            .user()
            .verify(STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
    assert!(asked_at.elapsed() >= Duration::from_secs(1));
    assert_eq!(world.upstream.count(Route::Users), 2);
}

#[tokio::test]
async fn a_busy_platform_is_retried_after_retry_after_as_a_date() {
    let world = World::new().await;
    let reply = Reply::text(503, "").header("retry-after", "Tue, 10 Mar 2026 12:00:01 GMT");
    world.upstream.once(Route::Users, reply);
    let asked_at = Instant::now();
    assert!(
        world
            .timeback
            .user()
            .verify(STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
    assert!(asked_at.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn three_attempts_are_enough() {
    let world = World::new().await;
    world.upstream.always(
        Route::Users,
        Reply::text(503, "").header("retry-after", "0"),
    );
    assert!(matches!(
        failure(&world).await,
        Failure::Busy { status: 503, .. }
    ));
    assert_eq!(world.upstream.count(Route::Users), 3);
}

#[tokio::test]
async fn a_retry_after_beyond_the_deadline_fails_immediately() {
    let world = World::new().await;
    world.upstream.once(
        Route::Users,
        Reply::text(429, "").header("retry-after", "86400"),
    );
    let Failure::Busy {
        status: 429,
        retry_after: Some(wait),
    } = failure(&world).await
    else {
        panic!("expected a busy platform");
    };
    assert_eq!(wait, Duration::from_mins(1));
    assert_eq!(world.upstream.count(Route::Users), 1);
}

#[tokio::test]
async fn a_missing_response_ends_at_the_deadline() {
    let world = World::with(|config| config.timeout = Duration::from_millis(200)).await;
    let never = Arc::new(Barrier::new(2));
    world
        .upstream
        .always(Route::Users, Reply::text(200, "").behind(&never));
    assert!(matches!(failure(&world).await, Failure::Timeout));
    assert_eq!(world.upstream.count(Route::Users), 1);
}

#[tokio::test]
async fn one_deadline_spans_the_calls_of_a_profile() {
    let world = World::with(|config| config.timeout = Duration::from_millis(400)).await;
    let never = Arc::new(Barrier::new(2));
    world
        .upstream
        .always(Route::Activity, Reply::text(200, "").behind(&never));
    let asked_at = Instant::now();
    let error = world
        .timeback
        .user()
        .get_profile(STUDENT)
        .await
        .unwrap_err();
    assert_eq!(
        chain(&error),
        "the user's activity could not be fetched: EduBridge did not respond in time"
    );
    assert!(asked_at.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn other_errors_are_not_retried_and_their_message_is_redacted() {
    let world = World::new().await;
    let body =
        format!(r#"{{"imsx_codeMajor":"failure","imsx_description":"Bad filter for {STUDENT}"}}"#);
    world.upstream.always(Route::Users, Reply::text(422, body));
    let error = world.timeback.user().verify(STUDENT).await.unwrap_err();
    assert_eq!(
        chain(&error),
        "the Timeback user could not be looked up: OneRoster responded with status 422: Bad filter for …"
    );
    assert_eq!(world.upstream.count(Route::Users), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let world = World::new().await;
    world.upstream.always(
        Route::Users,
        Reply::text(302, "").header("location", "/elsewhere"),
    );
    assert!(matches!(
        failure(&world).await,
        Failure::Status { status: 302, .. }
    ));
}

#[tokio::test]
async fn an_unreachable_platform_is_an_error_without_the_url() {
    let world = World::with(|config| config.api_url.set_port(Some(1)).unwrap()).await;
    let error = world.timeback.user().verify(STUDENT).await.unwrap_err();
    let UserResolutionError::LookupFailed(lookup) = &error else {
        panic!("expected a failed lookup, got {error:?}");
    };
    assert!(matches!(lookup.failure, Failure::Unreachable(_)));
    for text in [chain(&error), format!("{error:?}")] {
        assert!(!text.contains("student"), "{text}");
    }
}
