//! The session cache during an outage: stale data is marked.

use std::time::Duration;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity, enrollments, user, users},
};
use crate::{
    Freshness::{Cached, Fresh},
    SessionCache, UserError,
};

async fn world() -> (World, SessionCache) {
    let world = World::new().await;
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    (world, cache)
}

fn break_down(world: &World) {
    for route in [Route::Users, Route::Enrollments, Route::Activity] {
        world.upstream.always(route, Reply::text(500, ""));
    }
}

fn recover(world: &World) {
    let (users, enrollments) = (users(&[user("tb_1")]), enrollments());
    world.upstream.always(Route::Users, Reply::json(users));
    world
        .upstream
        .always(Route::Enrollments, Reply::json(enrollments));
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(12.5)));
}

#[tokio::test]
async fn after_a_failed_refresh_cached_parts_are_marked_as_stale() {
    let (world, cache) = world().await;
    cache.parts("s", STUDENT, Cached).await.unwrap();
    break_down(&world);
    assert!(cache.parts("s", STUDENT, Fresh).await.is_err());
    let parts = cache.parts("s", STUDENT, Cached).await.unwrap();
    let activity = parts.activity.as_ref().unwrap();
    assert_eq!(
        (activity.value.xp.today, activity.stale.is_some()),
        (12.5, true)
    );
    assert!(cache.snapshot("s", STUDENT, Cached).await.is_ok());

    recover(&world);
    world.set_clock("2026-03-10T12:00:05Z");
    let parts = cache.parts("s", STUDENT, Cached).await.unwrap();
    assert!(parts.last_error().is_none());
}

#[tokio::test]
async fn after_midnight_stale_parts_keep_their_day() {
    let (world, cache) = world().await;
    cache.parts("s", STUDENT, Cached).await.unwrap();
    break_down(&world);
    world.set_clock("2026-03-11T00:30:00Z");
    let parts = cache.parts("s", STUDENT, Cached).await.unwrap();
    let activity = parts.activity.as_ref().unwrap();
    assert_eq!(
        (activity.day.to_string(), parts.today.to_string()),
        ("2026-03-10".into(), "2026-03-11".into())
    );
    assert!(!parts.is_complete() && activity.stale.is_some());
    // The official profile cannot mark stale data, so it fails.
    assert!(cache.snapshot("s", STUDENT, Cached).await.is_err());
    assert!(cache.peek("s").is_none());

    recover(&world);
    let snapshot = cache.snapshot("s", STUDENT, Cached).await.unwrap();
    assert_eq!(snapshot.progress.date, "2026-03-11");
}

#[tokio::test]
async fn stale_data_expires_after_a_day() {
    let (world, cache) = world().await;
    cache.parts("s", STUDENT, Cached).await.unwrap();
    break_down(&world);
    world.set_clock("2026-03-11T12:00:00Z");
    assert!(cache.parts("s", STUDENT, Cached).await.is_ok());
    world.set_clock("2026-03-11T12:00:06Z");
    let error = cache.parts("s", STUDENT, Cached).await.unwrap_err();
    assert!(matches!(error, UserError::Resolution(_)));
}

#[tokio::test]
async fn only_missing_parts_are_loaded_again_after_a_cooldown() {
    let (world, cache) = world().await;
    world.upstream.once(Route::Activity, Reply::text(403, ""));
    for (time, activities) in [("00", 1), ("04", 1), ("05", 2), ("06", 2)] {
        world.set_clock(&format!("2026-03-10T12:00:{time}Z"));
        let parts = cache.parts("s", STUDENT, Cached).await.unwrap();
        assert_eq!(parts.activity.is_ok(), activities == 2, "{time}");
        assert_eq!(world.upstream.counts(), [1, 1, 1, activities], "{time}");
    }
}

#[tokio::test]
async fn the_successful_part_of_a_failed_refresh_is_kept() {
    let (world, cache) = world().await;
    cache.parts("s", STUDENT, Cached).await.unwrap();
    let mut renamed = enrollments();
    renamed["data"][0]["course"]["title"] = "Math 6".into();
    world
        .upstream
        .always(Route::Enrollments, Reply::json(renamed));
    world.upstream.once(Route::Activity, Reply::text(403, ""));
    let error = cache.parts("s", STUDENT, Fresh).await.unwrap_err();
    assert!(matches!(error, UserError::Activity(_)));
    let parts = cache.parts("s", STUDENT, Cached).await.unwrap();
    let courses = parts.enrollments.as_ref().unwrap();
    assert_eq!(
        (courses.value[0].name.as_str(), courses.stale.is_some()),
        ("Math 6", false)
    );
    assert_eq!(parts.activity.as_ref().unwrap().value.xp.today, 12.5);
}

#[tokio::test]
async fn sessions_sharing_a_failed_load_keep_their_own_data() {
    let (world, cache) = world().await;
    cache.parts("laptop", STUDENT, Cached).await.unwrap();
    break_down(&world);
    world.set_clock("2026-03-11T00:30:00Z");
    let (laptop, phone) = tokio::join!(
        cache.parts("laptop", STUDENT, Cached),
        cache.parts("phone", STUDENT, Cached)
    );
    assert!(laptop.unwrap().activity.is_ok());
    assert!(phone.is_err());
}
