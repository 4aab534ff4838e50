//! Retries and their budget.

use reqwest::Method;
use serde_json::json;

use super::super::{
    upstream::{Reply, Route},
    world::{STUDENT, World},
};
use crate::{Error, Failure, Jitter, Service, transport::Request};

/// A world without delays between attempts.
async fn world() -> World {
    World::with(|config| config.jitter = Jitter::new(|| 0.0)).await
}

async fn ask(world: &World, request: Request) -> Result<(), Error> {
    world.timeback.operation().call(request).await.map(|_| ())
}

fn post() -> Request {
    Request::new(
        Method::POST,
        Service::EduBridge,
        "/edubridge/analytics/activity",
    )
    .body(json!({}))
}

#[tokio::test]
async fn an_idempotent_request_is_retried_once() {
    let world = world().await;
    world.upstream.once(Route::Users, Reply::text(502, "{}"));
    let verified = world.timeback.user().verify(STUDENT).await;
    assert!(verified.unwrap().is_verified());
    world.upstream.always(Route::Users, Reply::text(500, "{}"));
    assert!(world.timeback.user().verify(STUDENT).await.is_err());
    assert_eq!(world.upstream.count(Route::Users), 2 + 2);
}

#[tokio::test]
async fn a_request_that_is_not_idempotent_is_not_retried() {
    let world = world().await;
    world
        .upstream
        .always(Route::Activity, Reply::text(502, "{}"));
    let error = ask(&world, post()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Status { status: 502, .. }));
    assert_eq!(world.upstream.count(Route::Activity), 1);
}

#[tokio::test]
async fn a_repeatable_post_is_retried() {
    let world = world().await;
    world.upstream.once(Route::Activity, Reply::text(502, "{}"));
    ask(&world, post().repeatable()).await.unwrap();
    assert_eq!(world.upstream.count(Route::Activity), 2);
}

#[tokio::test]
async fn retries_to_a_busy_platform_are_limited_by_the_budget() {
    let world = world().await;
    let busy = Reply::text(429, "").header("retry-after", "0");
    world.upstream.always(Route::Users, busy);
    for _ in 0..200 {
        assert!(world.timeback.user().verify(STUDENT).await.is_err());
    }
    assert_eq!(world.upstream.count(Route::Users), 200 + 20 + 3);
    let health = world.timeback.health();
    let oneroster = health.of(Service::OneRoster).unwrap();
    assert_eq!((oneroster.calls, oneroster.retries), (223, 23));
}

#[tokio::test]
async fn clones_of_a_client_share_one_budget() {
    let world = world().await;
    let busy = Reply::text(429, "").header("retry-after", "0");
    world.upstream.always(Route::Users, busy);
    let other = world.timeback.with_timeout(world.timeback.config().timeout);
    for timeback in [&world.timeback, &other] {
        assert!(timeback.user().verify(STUDENT).await.is_err());
    }
    assert_eq!(world.upstream.count(Route::Users), 2 + 3);
}
