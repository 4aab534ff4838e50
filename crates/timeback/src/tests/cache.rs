//! The session cache: single-flight loading, one entry per session.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Barrier;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity, enrollments, user, users},
};
use crate::{
    Freshness::{Cached, Fresh},
    SessionCache, UserError, UserResolutionError,
};

async fn world() -> (World, SessionCache) {
    let world = World::new().await;
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    (world, cache)
}

/// Today's XP in this session's cache.
fn known_xp(cache: &SessionCache) -> f64 {
    let snapshot = cache.peek("s").unwrap().snapshot();
    snapshot.unwrap().profile.xp.today
}

#[tokio::test]
async fn five_hundred_concurrent_loads_share_one_request_and_cached_reads_send_none() {
    let (world, cache) = world().await;
    let readings = join_all((0..500).map(|_| cache.snapshot("s", STUDENT, Cached))).await;
    assert!(
        readings
            .iter()
            .all(|reading| reading.as_ref().unwrap().profile.xp.today == 12.5)
    );
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_loads_on_two_threads_share_one_request() {
    let (world, cache) = world().await;
    let readers = (0..100).map(|_| {
        let cache = cache.clone();
        tokio::spawn(async move { cache.snapshot("s", STUDENT, Cached).await.is_ok() })
    });
    assert!(join_all(readers).await.into_iter().all(Result::unwrap));
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test]
async fn a_verification_and_a_later_load_share_the_lookup() {
    let (world, cache) = world().await;
    assert!(
        cache
            .verification("s", STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
    assert_eq!(world.upstream.counts(), [1, 1, 0, 0]);
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
    cache.verification("s", STUDENT).await.unwrap();
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test]
async fn a_concurrent_verification_and_load_share_the_lookup() {
    let (world, cache) = world().await;
    let (verification, reading) = tokio::join!(
        cache.verification("s", STUDENT),
        cache.snapshot("s", STUDENT, Cached)
    );
    assert!(verification.is_ok() && reading.is_ok());
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test]
async fn ten_concurrent_refreshes_share_one_load() {
    let (world, cache) = world().await;
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    let readings = join_all((0..10).map(|_| cache.snapshot("s", STUDENT, Fresh))).await;
    assert!(
        readings
            .iter()
            .all(|reading| reading.as_ref().unwrap().profile.xp.today == 20.0)
    );
    assert_eq!(world.upstream.counts(), [1, 2, 2, 2]);
    assert_eq!(known_xp(&cache), 20.0);
}

#[tokio::test]
async fn refreshes_within_a_second_share_one_load() {
    let (world, cache) = world().await;
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    for (time, users) in [("12:00:00Z", 2), ("12:00:00.9Z", 2), ("12:00:01.1Z", 3)] {
        world.set_clock(&format!("2026-03-10T{time}"));
        cache.snapshot("s", STUDENT, Fresh).await.unwrap();
        assert_eq!(world.upstream.counts()[1], users, "{time}");
    }
}

#[tokio::test]
async fn two_sessions_of_one_student_share_a_load_and_both_cache_it() {
    let (world, cache) = world().await;
    let (phone, laptop) = tokio::join!(
        cache.snapshot("phone", STUDENT, Cached),
        cache.snapshot("laptop", STUDENT, Fresh)
    );
    assert_eq!(phone.unwrap(), laptop.unwrap());
    let cached = ["phone", "laptop"].map(|session| cache.peek(session).unwrap());
    assert!(Arc::ptr_eq(&cached[0], &cached[1]));
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test]
async fn after_midnight_yesterday_s_profile_is_not_fresh() {
    let (world, cache) = world().await;
    world.set_clock("2026-03-10T23:59:59Z");
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    assert!(cache.peek("s").is_some());
    world.set_clock("2026-03-11T00:00:00Z");
    assert!(cache.peek("s").is_none());
    let reading = cache.snapshot("s", STUDENT, Cached).await.unwrap();
    assert_eq!(reading.progress.date, "2026-03-11");
    assert_eq!(reading.profile.xp.today, 0.0);
    assert_eq!(world.upstream.counts(), [1, 2, 2, 2]);
}

#[tokio::test]
async fn signing_out_during_a_load_leaves_nothing_cached() {
    let (world, cache) = world().await;
    let gate = Arc::new(Barrier::new(2));
    world
        .upstream
        .once(Route::Activity, Reply::json(activity(1.0)).behind(&gate));
    let (reading, ()) = tokio::join!(cache.snapshot("s", STUDENT, Cached), async {
        while world.upstream.count(Route::Activity) == 0 {
            tokio::task::yield_now().await;
        }
        cache.forget("s");
        gate.wait().await;
    });
    assert!(reading.is_ok());
    assert!(cache.peek("s").is_none());
}

#[tokio::test]
async fn a_cancelled_caller_does_not_cancel_the_load() {
    let (world, cache) = world().await;
    let gate = Arc::new(Barrier::new(2));
    world
        .upstream
        .once(Route::Enrollments, Reply::json(enrollments()).behind(&gate));
    let leaver = tokio::spawn({
        let cache = cache.clone();
        async move { cache.snapshot("s", STUDENT, Cached).await.is_ok() }
    });
    while world.upstream.count(Route::Enrollments) == 0 {
        tokio::task::yield_now().await;
    }
    leaver.abort();
    assert!(leaver.await.unwrap_err().is_cancelled());
    let (reading, _) = tokio::join!(cache.snapshot("s", STUDENT, Cached), gate.wait());
    assert!(reading.is_ok());
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_last_profile() {
    let (world, cache) = world().await;
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    for route in [Route::Users, Route::Activity] {
        world.upstream.once(route, Reply::text(403, ""));
        assert!(cache.snapshot("s", STUDENT, Fresh).await.is_err());
        assert_eq!(known_xp(&cache), 12.5);
    }
}

#[tokio::test]
async fn a_failure_is_not_cached() {
    let (world, cache) = world().await;
    world.upstream.once(Route::Users, Reply::text(403, ""));
    assert!(cache.verification("s", STUDENT).await.is_err());
    let verification = cache.verification("s", STUDENT).await;
    assert!(verification.unwrap().is_verified());
}

#[tokio::test]
async fn an_unknown_user_is_cached_until_a_refresh() {
    let (world, cache) = world().await;
    world.upstream.once(Route::Users, Reply::json(users(&[])));
    assert!(
        !cache
            .verification("s", STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
    let error = cache.snapshot("s", STUDENT, Cached).await.unwrap_err();
    assert!(matches!(
        error,
        UserError::Resolution(UserResolutionError::NotFound)
    ));
    assert_eq!(world.upstream.counts(), [1, 1, 0, 0]);
    assert!(cache.snapshot("s", STUDENT, Fresh).await.is_ok());
    assert!(
        cache
            .verification("s", STUDENT)
            .await
            .unwrap()
            .is_verified()
    );
}

#[tokio::test]
async fn a_user_removed_from_timeback_is_not_found_after_a_refresh() {
    let (world, cache) = world().await;
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    world.upstream.always(Route::Users, Reply::json(users(&[])));
    assert!(cache.snapshot("s", STUDENT, Fresh).await.is_err());
    assert!(cache.peek("s").is_none());
}

#[tokio::test]
async fn another_address_in_the_session_is_another_student() {
    let (world, cache) = world().await;
    cache.snapshot("s", STUDENT, Cached).await.unwrap();
    let mut other = user("tb_2");
    other["email"] = json!("other@example.com");
    world
        .upstream
        .always(Route::Users, Reply::json(users(&[other])));
    let reading = cache
        .snapshot("s", "other@example.com", Cached)
        .await
        .unwrap();
    assert_eq!(reading.profile.id, "tb_2");
    assert_eq!(cache.peek("s").unwrap().user.id, "tb_2");
}
