//! The profile: its requests and its fields.

use std::sync::Arc;

use serde_json::json;
use tokio::sync::Barrier;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity, enrollments, user, users},
};
use crate::{UserError, UserResolutionError, Verification};

#[tokio::test]
async fn a_profile_has_every_field_of_the_official_one() {
    let world = World::new().await;
    let profile = world.timeback.user().get_profile(STUDENT).await.unwrap();
    let expected = json!({
        "id": "tb_1", "email": STUDENT, "name": "Ada King",
        "school": { "id": "s1", "name": "Alpha School" }, "grade": 5,
        "courses": [{ "id": "c1", "code": "c1", "name": "Math 5" }],
        "goals": { "dailyXp": 25, "dailyAccuracy": 80 },
        "xp": { "today": 12.5, "all": 39.5 }
    });
    assert_eq!(serde_json::to_value(profile).unwrap(), expected);
}

#[tokio::test]
async fn an_uncached_profile_sends_one_request_of_each_kind() {
    let world = World::new().await;
    world.timeback.user().get_snapshot(STUDENT).await.unwrap();
    assert_eq!(world.upstream.counts(), [1, 1, 1, 1]);
    let uri = |route| world.upstream.hits(route).remove(0).uri;
    assert_eq!(
        uri(Route::Users),
        "/ims/oneroster/rostering/v1p2/users?filter=email%3D%27student%40example.com%27&limit=2&offset=0"
    );
    assert_eq!(uri(Route::Enrollments), "/edubridge/enrollments/user/tb_1");
    assert_eq!(
        uri(Route::Activity),
        "/edubridge/analytics/activity?startDate=2000-01-01T00%3A00%3A00.000Z\
         &endDate=2026-03-10T23%3A59%3A59.999Z&studentId=tb_1"
    );
}

#[tokio::test]
async fn enrollments_and_activity_are_loaded_concurrently() {
    let world = World::new().await;
    let both = Arc::new(Barrier::new(2));
    world
        .upstream
        .once(Route::Enrollments, Reply::json(enrollments()).behind(&both));
    world
        .upstream
        .once(Route::Activity, Reply::json(activity(1.0)).behind(&both));
    assert!(world.timeback.user().get_profile(STUDENT).await.is_ok());
}

#[tokio::test]
async fn today_is_the_utc_day_of_the_clock() {
    let world = World::new().await;
    for (instant, today) in [
        ("2026-03-09T23:59:59Z", 27.0),
        ("2026-03-10T00:00:00Z", 12.5),
        ("2026-03-11T00:00:00Z", 0.0),
    ] {
        world.set_clock(instant);
        let snapshot = world.timeback.user().get_snapshot(STUDENT).await.unwrap();
        assert_eq!(snapshot.profile.xp.today, today, "at {instant}");
        assert_eq!(snapshot.progress.date, instant[..10]);
        assert_eq!(snapshot.progress.week.len(), 7);
    }
}

#[tokio::test]
async fn special_characters_in_the_address_are_encoded() {
    let world = World::new().await;
    world
        .timeback
        .user()
        .verify("o'brien+math@example.com")
        .await
        .unwrap();
    let uri = &world.upstream.hits(Route::Users)[0].uri;
    assert!(
        uri.contains("filter=email%3D%27o%27%27brien%2Bmath%40example.com%27&"),
        "{uri}"
    );
}

#[tokio::test]
async fn an_id_stays_one_segment_of_the_path() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Users, Reply::json(users(&[user("../a/b?c#d")])));
    world.timeback.user().get_profile(STUDENT).await.unwrap();
    let uri = &world.upstream.hits(Route::Enrollments)[0].uri;
    assert_eq!(uri, "/edubridge/enrollments/user/..%2Fa%2Fb%3Fc%23d");
}

#[tokio::test]
async fn verify_sends_one_lookup() {
    let world = World::new().await;
    let answer = world.timeback.user().verify(STUDENT).await.unwrap();
    assert_eq!(
        answer,
        Verification::Verified {
            timeback_id: "tb_1".into()
        }
    );
    assert_eq!(world.upstream.counts(), [1, 1, 0, 0]);
}

#[tokio::test]
async fn a_stranger_is_unverified_and_has_no_profile() {
    let world = World::new().await;
    world.upstream.always(Route::Users, Reply::json(users(&[])));
    let answer = world.timeback.user().verify(STUDENT).await.unwrap();
    assert_eq!(answer, Verification::Unverified);
    let error = world
        .timeback
        .user()
        .get_profile(STUDENT)
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        UserError::Resolution(UserResolutionError::NotFound)
    ));
}

#[tokio::test]
async fn each_resolution_error_has_its_code() {
    let world = World::new().await;
    let code = async |email| {
        world
            .timeback
            .user()
            .verify(email)
            .await
            .unwrap_err()
            .code()
    };
    assert_eq!(code(" ").await, "missing_email");
    assert_eq!(world.upstream.counts(), [0, 0, 0, 0]);
    world.upstream.once(
        Route::Users,
        Reply::json(users(&[user("tb_1"), user("tb_2")])),
    );
    assert_eq!(code(STUDENT).await, "timeback_user_ambiguous");
    world.upstream.once(Route::Users, Reply::text(403, ""));
    assert_eq!(code(STUDENT).await, "timeback_user_lookup_failed");
    assert_eq!(
        UserResolutionError::NotFound.code(),
        "timeback_user_not_found"
    );
}

#[tokio::test]
async fn a_failed_part_fails_the_profile_and_is_named() {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Enrollments, Reply::text(500, ""));
    let error = world
        .timeback
        .user()
        .get_profile(STUDENT)
        .await
        .unwrap_err();
    assert!(matches!(error, UserError::Enrollments(_)));

    let world = World::new().await;
    world.upstream.always(Route::Activity, Reply::text(500, ""));
    let error = world
        .timeback
        .user()
        .get_profile(STUDENT)
        .await
        .unwrap_err();
    assert!(matches!(error, UserError::Activity(_)));
}
