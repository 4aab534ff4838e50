//! The access token: shared by all calls, renewed in time.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World},
};
use crate::{Error, Failure, Service, UserResolutionError};

async fn lookup_failure(world: &World) -> Error {
    match world.timeback.user().verify(STUDENT).await {
        Err(UserResolutionError::LookupFailed(error)) => error,
        other => panic!("expected a failed lookup, got {other:?}"),
    }
}

#[tokio::test]
async fn fifty_callers_at_once_share_one_token() {
    let world = World::new().await;
    let responses = join_all((0..50).map(|_| world.timeback.user().verify(STUDENT))).await;
    assert!(
        responses
            .iter()
            .all(|response| response.as_ref().unwrap().is_verified())
    );
    assert_eq!(world.upstream.count(Route::Token), 1);
    assert_eq!(world.upstream.count(Route::Users), 50);
}

#[tokio::test]
async fn credentials_are_sent_by_basic_authentication() {
    let world = World::new().await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    let hit = &world.upstream.hits(Route::Token)[0];
    assert_eq!(hit.authorization, "Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA==");
    assert_eq!(hit.body, "grant_type=client_credentials");
    assert_eq!(
        world.upstream.hits(Route::Users)[0].authorization,
        "Bearer token-1"
    );
}

/// Waits for this number of token requests.
async fn tokens(world: &World, count: usize) {
    while world.upstream.count(Route::Token) < count {
        tokio::task::yield_now().await;
    }
}

/// The token used by a call at this time of day.
async fn token_at(world: &World, time: &str) -> String {
    world.set_clock(&format!("2026-03-10T{time}Z"));
    world.timeback.user().verify(STUDENT).await.unwrap();
    let hits = world.upstream.hits(Route::Users);
    hits.last().unwrap().authorization.clone()
}

#[tokio::test]
async fn a_token_close_to_expiry_is_renewed_in_the_background() {
    let world = World::new().await;
    assert_eq!(token_at(&world, "12:00:00").await, "Bearer token-1");
    assert_eq!(token_at(&world, "12:56:59").await, "Bearer token-1");
    assert_eq!(world.upstream.count(Route::Token), 1);
    assert_eq!(token_at(&world, "12:57:00").await, "Bearer token-1");
    tokens(&world, 2).await;
    while token_at(&world, "12:57:01").await != "Bearer token-2" {}
    assert_eq!(world.upstream.count(Route::Token), 2);
}

#[tokio::test]
async fn a_token_is_not_used_in_its_last_minute() {
    let world = World::new().await;
    token_at(&world, "12:00:00").await;
    assert_eq!(token_at(&world, "12:59:00").await, "Bearer token-2");
    assert_eq!(world.upstream.count(Route::Token), 2);
}

#[tokio::test]
async fn a_failed_renewal_keeps_the_old_token_until_its_last_minute() {
    let world = World::new().await;
    token_at(&world, "12:00:00").await;
    world.upstream.always(Route::Token, Reply::text(500, "{}"));
    for time in ["12:57:00", "12:58:00", "12:58:59"] {
        assert_eq!(token_at(&world, time).await, "Bearer token-1", "{time}");
    }
    tokens(&world, 2).await;
    world.set_clock("2026-03-10T12:59:00Z");
    assert_eq!(lookup_failure(&world).await.service, Service::Token);
}

#[tokio::test]
async fn a_token_without_expires_in_lasts_an_hour() {
    let world = World::new().await;
    world.upstream.once(
        Route::Token,
        Reply::json(json!({ "access_token": "token-1" })),
    );
    for (time, token) in [("12:00:00", 1), ("12:56:59", 1), ("12:59:00", 2)] {
        let expected = format!("Bearer token-{token}");
        assert_eq!(token_at(&world, time).await, expected, "at {time}");
    }
}

#[tokio::test]
async fn the_token_endpoint_s_retry_after_is_respected() {
    let world = World::new().await;
    let busy = Reply::text(429, "").header("retry-after", "60");
    world.upstream.once(Route::Token, busy);
    for _ in 0..5 {
        let error = lookup_failure(&world).await;
        assert!(matches!(error.failure, Failure::Busy { status: 429, .. }));
    }
    assert_eq!(world.upstream.counts(), [1, 0, 0, 0]);
}

#[tokio::test]
async fn a_failed_fetch_fails_waiting_callers_only() {
    let world = World::new().await;
    world.upstream.once(Route::Token, Reply::text(500, "{}"));
    let waiting = join_all((0..10).map(|_| world.timeback.user().verify(STUDENT))).await;
    assert!(waiting.iter().all(Result::is_err));
    assert_eq!(world.upstream.counts(), [1, 0, 0, 0]);
    assert!(
        world
            .timeback
            .user()
            .verify(STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
}

#[tokio::test]
async fn rejected_credentials_and_an_unreachable_endpoint_have_different_errors() {
    let world = World::new().await;
    world.upstream.once(
        Route::Token,
        Reply::text(400, r#"{"error":"invalid_client"}"#),
    );
    let error = lookup_failure(&world).await;
    assert_eq!(error.service, Service::Token);
    assert!(matches!(
        error.failure,
        Failure::CredentialsRefused { status: 400, .. }
    ));
    assert!(!error.is_retryable());

    let world = World::with(|config| config.token_url.set_port(Some(1)).unwrap()).await;
    let error = lookup_failure(&world).await;
    assert_eq!(error.service, Service::Token);
    assert!(matches!(error.failure, Failure::Unreachable(_)));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn fifty_expiries_and_a_clock_that_jumps_cause_no_error() {
    let world = World::new().await;
    let noon: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
    for hour in 0..50 {
        let jump = SignedDuration::from_secs([0, 90, -90][hour % 3]);
        let passed = SignedDuration::from_hours(i64::try_from(hour).unwrap());
        world.set_clock(&(noon + passed + jump).to_string());
        let responses = join_all((0..20).map(|_| world.timeback.user().verify(STUDENT))).await;
        assert!(responses.iter().all(Result::is_ok), "hour {hour}");
        let last = world.upstream.count(Route::Token);
        (0..=last).for_each(|token| world.upstream.revoke(&format!("token-{token}")));
    }
}
