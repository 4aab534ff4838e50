//! Invalidation of cached activity.

use std::{sync::Arc, time::Duration};

use futures_util::future::join;
use tokio::sync::Barrier;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity},
};
use crate::{
    Freshness::{Cached, Fresh},
    SessionCache,
};

async fn world() -> (World, SessionCache) {
    let world = World::new().await;
    let cache = SessionCache::new(world.timeback.clone(), 100, Duration::from_hours(1));
    (world, cache)
}

async fn xp(cache: &SessionCache, session: &str) -> f64 {
    let snapshot = cache.snapshot(session, STUDENT, Cached).await;
    snapshot.unwrap().profile.xp.today
}

#[tokio::test]
async fn a_change_reloads_the_activity_of_every_session_and_nothing_else() {
    let (world, cache) = world().await;
    assert_eq!(xp(&cache, "here").await, 12.5);
    assert_eq!(xp(&cache, "there").await, 12.5);
    let [tokens, users, enrollments, activities] = world.upstream.counts();
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    cache.expire("tb_1", None).await;
    assert!(cache.peek("here").is_none(), "what is known is outdated");
    assert_eq!(xp(&cache, "here").await, 20.0);
    assert_eq!(xp(&cache, "there").await, 20.0);
    assert_eq!(xp(&cache, "here").await, 20.0);
    let expected = [tokens, users, enrollments, activities + 2];
    assert_eq!(world.upstream.counts(), expected);
}

#[tokio::test]
async fn a_change_does_not_affect_other_students() {
    let (world, cache) = world().await;
    xp(&cache, "here").await;
    let before = world.upstream.counts();
    cache.expire("tb_2", None).await;
    xp(&cache, "here").await;
    assert_eq!(world.upstream.counts(), before);
}

#[tokio::test]
async fn a_refresh_before_a_change_is_outdated() {
    let (world, cache) = world().await;
    cache.snapshot("here", STUDENT, Fresh).await.unwrap();
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    cache.expire("tb_1", None).await;
    let fresh = cache.snapshot("here", STUDENT, Fresh).await.unwrap();
    assert_eq!(fresh.profile.xp.today, 20.0);
}

#[tokio::test]
async fn a_change_during_a_load_repeats_it() {
    let (world, cache) = world().await;
    let gate = Arc::new(Barrier::new(2));
    let late = Reply::json(activity(12.5)).behind(&gate);
    world.upstream.once(Route::Activity, late);
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    let change = async {
        while world.upstream.count(Route::Activity) == 0 {
            tokio::task::yield_now().await;
        }
        cache.expire("tb_1", None).await;
        gate.wait().await;
    };
    let (xp, ()) = join(xp(&cache, "here"), change).await;
    assert_eq!(xp, 20.0);
    assert_eq!(world.upstream.count(Route::Activity), 2);
}

#[tokio::test]
async fn during_an_outage_the_cached_profile_is_returned() {
    let (world, cache) = world().await;
    assert_eq!(xp(&cache, "here").await, 12.5);
    world
        .upstream
        .always(Route::Activity, Reply::text(403, "{}"));
    cache.expire("tb_1", None).await;
    assert_eq!(xp(&cache, "here").await, 12.5);
    world
        .upstream
        .always(Route::Activity, Reply::json(activity(20.0)));
    assert_eq!(xp(&cache, "here").await, 20.0, "asked again, and answered");
}
