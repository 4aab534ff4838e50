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
async fn a_question_that_failed_is_asked_once_more() {
    let world = world().await;
    world.upstream.once(Route::Users, Reply::text(502, "{}"));
    let verified = world.timeback.user().verify(STUDENT).await;
    assert!(verified.unwrap().is_verified());
    world.upstream.always(Route::Users, Reply::text(500, "{}"));
    assert!(world.timeback.user().verify(STUDENT).await.is_err());
    assert_eq!(world.upstream.count(Route::Users), 2 + 2);
}

#[tokio::test]
async fn what_would_be_done_twice_is_not_asked_twice() {
    let world = world().await;
    world
        .upstream
        .always(Route::Activity, Reply::text(502, "{}"));
    let error = ask(&world, post()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Status { status: 502, .. }));
    assert_eq!(world.upstream.count(Route::Activity), 1);
}

#[tokio::test]
async fn what_may_be_done_twice_is() {
    let world = world().await;
    world.upstream.once(Route::Activity, Reply::text(502, "{}"));
    ask(&world, post().repeatable()).await.unwrap();
    assert_eq!(world.upstream.count(Route::Activity), 2);
}

#[tokio::test]
async fn a_platform_that_stays_busy_is_sent_a_tenth_more_than_asked_and_three() {
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
async fn all_handles_of_a_client_pay_from_one_budget() {
    let world = world().await;
    let busy = Reply::text(429, "").header("retry-after", "0");
    world.upstream.always(Route::Users, busy);
    let other = world.timeback.with_timeout(world.timeback.config().timeout);
    for timeback in [&world.timeback, &other] {
        assert!(timeback.user().verify(STUDENT).await.is_err());
    }
    assert_eq!(world.upstream.count(Route::Users), 2 + 3);
}
