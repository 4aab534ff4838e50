//! The circuit breaker.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, user, users},
};
use crate::{Circuit, Failure, Jitter, Service, ServiceHealth, UserError, UserResolutionError};

const SOON: Duration = Duration::from_millis(20);

/// A client that probes after a minute and does not wait between attempts.
async fn patient() -> World {
    World::with(|config| {
        config.jitter = Jitter::new(|| 0.0);
        config.resilience.probe_interval = Duration::from_mins(1);
    })
    .await
}

/// A platform whose user lookups fail, and a client with an open circuit.
async fn outage() -> World {
    let world = World::with(|config| {
        config.jitter = Jitter::new(|| 0.0);
        config.resilience.probe_interval = SOON;
        config.resilience.longest_probe_interval = SOON;
    })
    .await;
    world.upstream.always(Route::Users, Reply::text(500, "{}"));
    while health(&world, Service::OneRoster).openings == 0 {
        lookup_failure(&world).await;
    }
    world
}

fn health(world: &World, service: Service) -> ServiceHealth {
    world.timeback.health().of(service).unwrap().clone()
}

async fn lookup_failure(world: &World) -> Failure {
    match world.timeback.user().verify(STUDENT).await {
        Err(UserResolutionError::LookupFailed(error)) => {
            assert!(error.is_retryable());
            error.failure
        }
        other => panic!("expected a failed lookup, got {other:?}"),
    }
}

fn never_answer(world: &World) {
    let never = Arc::new(Barrier::new(1000));
    let silence = Reply::text(200, "").behind(&never);
    world.upstream.always(Route::Users, silence);
}

fn heal(world: &World) {
    let well = Reply::json(users(&[user("tb_1")]));
    world.upstream.always(Route::Users, well);
}

#[tokio::test]
async fn after_ten_failures_calls_fail_immediately() {
    let world = patient().await;
    world.upstream.always(Route::Users, Reply::text(500, "{}"));
    for _ in 0..200 {
        lookup_failure(&world).await;
    }
    assert_eq!(world.upstream.count(Route::Users), 10);
    let Failure::CircuitOpen { retry_after } = lookup_failure(&world).await else {
        panic!("expected an open circuit");
    };
    assert!(retry_after <= Duration::from_mins(1) && !retry_after.is_zero());
    let health = health(&world, Service::OneRoster);
    assert!(matches!(health.circuit, Circuit::Open { .. }));
    assert_eq!((health.calls, health.failures), (10, 10));
    assert_eq!((health.openings, health.in_flight), (1, 0));
    assert_eq!(health.calls + health.refused - health.retries, 201);
}

#[tokio::test]
async fn hanging_calls_open_the_circuit_too() {
    let world = World::with(|config| {
        // Long enough for each call to arrive, also on a busy machine.
        config.timeout = Duration::from_millis(300);
        config.resilience.slow_after = Duration::from_millis(10);
        config.resilience.probe_interval = Duration::from_mins(1);
    })
    .await;
    never_answer(&world);
    for _ in 0..12 {
        lookup_failure(&world).await;
    }
    assert_eq!(world.upstream.count(Route::Users), 10);
}

#[tokio::test]
async fn short_client_deadlines_do_not_open_it() {
    let world = World::new().await;
    world.timeback.user().verify(STUDENT).await.unwrap();
    never_answer(&world);
    let hasty = world.timeback.with_timeout(Duration::from_millis(1));
    for _ in 0..50 {
        assert!(hasty.user().verify(STUDENT).await.is_err());
    }
    heal(&world);
    assert_eq!(health(&world, Service::OneRoster).circuit, Circuit::Closed);
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
}

#[tokio::test]
async fn the_first_probe_that_succeeds_closes_the_circuit() {
    let world = outage().await;
    heal(&world);
    tokio::time::sleep(SOON).await;
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
    assert_eq!(health(&world, Service::OneRoster).circuit, Circuit::Closed);
}

#[tokio::test]
async fn callers_wait_for_a_probe_in_flight() {
    let world = outage().await;
    heal(&world);
    tokio::time::sleep(SOON).await;
    let responses = join_all((0..20).map(|_| world.timeback.user().verify(STUDENT))).await;
    assert!(responses.iter().all(Result::is_ok), "{responses:?}");
}

#[tokio::test]
async fn a_probe_that_fails_leaves_the_circuit_open_at_the_cost_of_one_call() {
    let world = outage().await;
    let before = world.upstream.count(Route::Users);
    tokio::time::sleep(SOON).await;
    let failures = join_all((0..20).map(|_| lookup_failure(&world))).await;
    let refused = failures
        .iter()
        .filter(|failure| matches!(failure, Failure::CircuitOpen { .. }));
    assert!(refused.count() >= 19, "{failures:?}");
    assert_eq!(world.upstream.count(Route::Users), before + 1);
    assert_eq!(health(&world, Service::OneRoster).openings, 1);
}

#[tokio::test]
async fn each_service_has_its_own_circuit() {
    let world = patient().await;
    world
        .upstream
        .always(Route::Activity, Reply::text(500, "{}"));
    for _ in 0..20 {
        let error = world.timeback.user().get_profile(STUDENT).await;
        assert!(!matches!(error, Ok(_) | Err(UserError::Resolution(_))));
    }
    assert!(world.timeback.user().verify(STUDENT).await.is_ok());
    assert_eq!(health(&world, Service::OneRoster).circuit, Circuit::Closed);
    assert_ne!(health(&world, Service::EduBridge).circuit, Circuit::Closed);
}

#[tokio::test]
async fn the_token_endpoint_has_a_circuit_too() {
    let world = patient().await;
    world.upstream.always(Route::Token, Reply::text(500, "{}"));
    for _ in 0..50 {
        lookup_failure(&world).await;
    }
    assert_eq!(world.upstream.counts(), [10, 0, 0, 0]);
}

#[tokio::test]
async fn client_errors_do_not_count_as_failures() {
    let world = World::new().await;
    for status in [400, 403, 404, 422] {
        let refused = Reply::text(status, "{}");
        world.upstream.always(Route::Users, refused);
        for _ in 0..20 {
            assert!(world.timeback.user().verify(STUDENT).await.is_err());
        }
    }
    assert_eq!(world.upstream.count(Route::Users), 80);
    assert_eq!(health(&world, Service::OneRoster).failures, 0);
}
