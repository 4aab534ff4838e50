//! Incremental loading: closed days are requested once.

use std::time::Duration;

use serde_json::json;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity},
};
use crate::{
    Freshness::{self, Cached, Fresh},
    SessionCache,
};

async fn world() -> (World, SessionCache) {
    let world = World::new().await;
    let mut whole = activity(12.5);
    whole["facts"]["2026-01-15"] = whole["facts"]["2026-03-09"].clone();
    world.upstream.once(Route::Activity, Reply::json(whole));
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    (world, cache)
}

async fn xp(cache: &SessionCache, freshness: Freshness) -> [f64; 2] {
    let snapshot = cache.snapshot("s", STUDENT, freshness).await.unwrap();
    [snapshot.profile.xp.today, snapshot.profile.xp.all]
}

/// The period of the last activity request.
fn asked(world: &World) -> String {
    let uri = world.upstream.hits(Route::Activity).pop().unwrap().uri;
    let day = |name: &str| uri.split_once(name).unwrap().1[1..11].to_owned();
    format!("{} to {}", day("startDate"), day("endDate"))
}

#[tokio::test]
async fn a_refresh_loads_the_open_day_and_two_before_it() {
    let (world, cache) = world().await;
    assert_eq!(xp(&cache, Cached).await, [12.5, 66.5]);
    assert_eq!(asked(&world), "2000-01-01 to 2026-03-10");
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    assert_eq!(xp(&cache, Fresh).await, [20.0, 74.0]);
    assert_eq!(asked(&world), "2026-03-08 to 2026-03-10");
}

#[tokio::test]
async fn after_midnight_the_closed_day_is_loaded_again() {
    let (world, cache) = world().await;
    world.set_clock("2026-03-10T23:59:00Z");
    xp(&cache, Cached).await;
    world.set_clock("2026-03-11T00:01:00Z");
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(15.0)));
    assert_eq!(xp(&cache, Cached).await, [0.0, 69.0]);
    assert_eq!(asked(&world), "2026-03-08 to 2026-03-11");
}

#[tokio::test]
async fn revoked_facts_disappear() {
    let (world, cache) = world().await;
    xp(&cache, Cached).await;
    world
        .upstream
        .always(Route::Activity, Reply::json(json!({ "facts": {} })));
    assert_eq!(xp(&cache, Fresh).await, [0.0, 27.0]);
}

#[tokio::test]
async fn after_six_hours_the_full_history_is_loaded_again() {
    let (world, cache) = world().await;
    xp(&cache, Cached).await;
    world.set_clock("2026-03-10T17:59:59Z");
    xp(&cache, Fresh).await;
    assert_eq!(asked(&world), "2026-03-08 to 2026-03-10");
    world.set_clock("2026-03-10T18:00:01Z");
    assert_eq!(xp(&cache, Fresh).await, [12.5, 39.5]);
    assert_eq!(asked(&world), "2000-01-01 to 2026-03-10");
}

#[tokio::test]
async fn a_change_is_reloaded_from_its_day_on_until_the_next_full_reload() {
    for (occurred_at, from) in [
        ("2026-03-09T15:00:00Z", "2026-03-08"),
        ("2026-03-05T15:00:00Z", "2026-03-05"),
        ("2026-01-15T15:00:00Z", "2000-01-01"),
    ] {
        let (world, cache) = world().await;
        xp(&cache, Cached).await;
        cache
            .expire("tb_1", Some(occurred_at.parse().unwrap()))
            .await;
        // The platform may count it a minute later: the next request has the same period.
        for (time, freshness) in [("12:00:00", Cached), ("12:01:00", Fresh)] {
            world.set_clock(&format!("2026-03-10T{time}Z"));
            xp(&cache, freshness).await;
            assert_eq!(asked(&world), format!("{from} to 2026-03-10"));
        }
    }
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_closed_days() {
    let (world, cache) = world().await;
    xp(&cache, Cached).await;
    world.upstream.once(Route::Activity, Reply::text(403, ""));
    assert!(cache.snapshot("s", STUDENT, Fresh).await.is_err());
    assert_eq!(xp(&cache, Fresh).await, [12.5, 66.5]);
    assert_eq!(asked(&world), "2026-03-08 to 2026-03-10");
}

#[tokio::test]
async fn the_client_itself_caches_nothing() {
    let world = World::new().await;
    for _ in 0..2 {
        world.timeback.user().get_profile(STUDENT).await.unwrap();
        assert_eq!(asked(&world), "2000-01-01 to 2026-03-10");
    }
}
