//! One cache for students in different time zones.

use std::time::Duration;

use super::{
    upstream::Route,
    world::{STUDENT, World},
};
use crate::{
    Day,
    Freshness::{Cached, Fresh},
    SessionCache,
};

/// A cache at half past ten in the evening of the 9th in Chicago, which is the afternoon of the 10th in Tokyo.
async fn world() -> (World, SessionCache) {
    let world = World::new().await;
    world.set_clock("2026-03-10T03:30:00Z");
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    (world, cache)
}

fn day(zone: &str) -> Day {
    Day::parse(zone).unwrap()
}

/// The time zones that activity was requested in.
fn requested(world: &World) -> Vec<String> {
    let hits = world.upstream.hits(Route::Activity).into_iter();
    hits.map(|hit| {
        let zone = hit.uri.split_once("timezone=").map_or("UTC", |(_, it)| it);
        zone.replace("%2F", "/")
    })
    .collect()
}

#[tokio::test]
async fn two_sessions_in_two_time_zones_have_their_own_today() {
    let (world, cache) = world().await;
    let zones = [
        ("a", "America/Chicago", "2026-03-09", 27.0),
        ("b", "Asia/Tokyo", "2026-03-10", 12.5),
    ];
    for _ in 0..2 {
        for (session, zone, date, xp) in zones {
            let cache = cache.in_zone(&day(zone));
            let known = cache.snapshot(session, STUDENT, Cached).await.unwrap();
            assert_eq!(known.progress.date, date);
            assert_eq!(known.profile.xp.today, xp);
            assert!(cache.peek(session).is_some());
        }
    }
    assert_eq!(requested(&world), ["America/Chicago", "Asia/Tokyo"]);
}

#[tokio::test]
async fn each_day_ends_at_its_own_midnight() {
    let (world, cache) = world().await;
    let [chicago, tokyo] = ["America/Chicago", "Asia/Tokyo"].map(|zone| cache.in_zone(&day(zone)));
    chicago.snapshot("a", STUDENT, Cached).await.unwrap();
    tokyo.snapshot("b", STUDENT, Cached).await.unwrap();
    let is_today = || (chicago.peek("a").is_some(), tokyo.peek("b").is_some());
    for (now, expected) in [
        ("2026-03-10T04:59:59Z", (true, true)),
        ("2026-03-10T05:00:00Z", (false, true)),
        ("2026-03-10T14:59:59Z", (false, true)),
        ("2026-03-10T15:00:00Z", (false, false)),
    ] {
        world.set_clock(now);
        assert_eq!(is_today(), expected, "{now}");
    }
}

#[tokio::test]
async fn after_a_change_of_the_time_zone_nothing_of_the_former_one_is_used() {
    let (world, cache) = world().await;
    let [before, after] = ["America/Chicago", "Asia/Tokyo"].map(|zone| cache.in_zone(&day(zone)));
    before.snapshot("s", STUDENT, Cached).await.unwrap();
    assert!(after.peek("s").is_none() && after.last_parts("s").is_none());
    assert!(cache.contains("s"));
    let parts = after.parts("s", STUDENT, Cached).await.unwrap();
    assert_eq!(parts.today.to_string(), "2026-03-10");
    assert!(before.peek("s").is_none() && before.last_parts("s").is_none());
    assert_eq!(requested(&world), ["America/Chicago", "Asia/Tokyo"]);
    cache.forget("s");
    assert!(!cache.contains("s") && after.peek("s").is_none());
}

#[tokio::test]
async fn loads_are_shared_within_a_time_zone_only() {
    let (world, cache) = world().await;
    let [chicago, tokyo] = ["America/Chicago", "Asia/Tokyo"].map(|zone| cache.in_zone(&day(zone)));
    let (a, b, c, d) = tokio::join!(
        chicago.snapshot("a", STUDENT, Cached),
        tokyo.snapshot("b", STUDENT, Cached),
        chicago.snapshot("c", STUDENT, Fresh),
        tokyo.parts_within("d", STUDENT, Duration::from_secs(10)),
    );
    let dates = [a, b, c].map(|known| known.unwrap().progress.date.clone());
    assert_eq!(dates, ["2026-03-09", "2026-03-10", "2026-03-09"]);
    assert_eq!(d.unwrap().parts.today.to_string(), "2026-03-10");
    let mut requested = requested(&world);
    requested.sort();
    assert_eq!(requested, ["America/Chicago", "Asia/Tokyo"]);
}

#[tokio::test]
async fn what_arrived_by_a_deadline_is_of_the_same_time_zone() {
    let (world, cache) = world().await;
    let [chicago, tokyo] = ["America/Chicago", "Asia/Tokyo"].map(|zone| cache.in_zone(&day(zone)));
    let gate = std::sync::Arc::new(tokio::sync::Barrier::new(3));
    let slow = || super::upstream::Reply::json(super::world::activity(1.0)).behind(&gate);
    world.upstream.once(Route::Activity, slow());
    world.upstream.once(Route::Activity, slow());
    let patience = Duration::from_millis(300);
    let (a, b) = tokio::join!(
        chicago.parts_within("a", STUDENT, patience),
        tokyo.parts_within("b", STUDENT, patience),
    );
    let [a, b] = [a, b].map(|known| known.unwrap());
    assert!(a.is_unfinished && b.is_unfinished);
    let dates = [a, b].map(|known| known.parts.today.to_string());
    assert_eq!(dates, ["2026-03-09", "2026-03-10"]);
    gate.wait().await;
}
