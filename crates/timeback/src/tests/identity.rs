//! Resolution by id and by address, and ambiguous addresses.

use serde_json::json;

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, user, users},
};
use crate::{UserError, UserKey, UserResolutionError, Verification};

#[tokio::test]
async fn a_profile_can_be_loaded_by_id() {
    let world = World::new().await;
    let by_address = world.timeback.user().get_profile(STUDENT).await.unwrap();
    world
        .upstream
        .always(Route::Roster, Reply::json(json!({ "user": user("tb_1") })));
    let by_id = world.timeback.user().get_profile(UserKey::Id("tb_1")).await;
    assert_eq!(by_id.unwrap(), by_address);
    let requests = &world.upstream.hits(Route::Roster)[0].uri;
    assert_eq!(requests, "/ims/oneroster/rostering/v1p2/users/tb_1");
    assert_eq!(world.upstream.count(Route::Users), 1);
}

#[tokio::test]
async fn an_unknown_id_is_unverified() {
    let world = World::new().await;
    world.upstream.always(
        Route::Roster,
        Reply::text(404, r#"{"imsx_description":"User not found."}"#),
    );
    let key = UserKey::Id("tb_9");
    let verification = world.timeback.user().verify(key).await.unwrap();
    assert_eq!(verification, Verification::Unverified);
    let error = world.timeback.user().get_profile(key).await.unwrap_err();
    assert!(matches!(
        error,
        UserError::Resolution(UserResolutionError::NotFound)
    ));
}

#[tokio::test]
async fn an_empty_id_is_not_found_without_a_request() {
    let world = World::new().await;
    for id in ["", " "] {
        let verification = world.timeback.user().verify(UserKey::Id(id)).await;
        assert!(!verification.unwrap().is_verified());
    }
    assert_eq!(world.upstream.counts(), [0, 0, 0, 0]);
}

#[tokio::test]
async fn a_failed_lookup_by_id_is_an_error() {
    let world = World::new().await;
    world.upstream.always(Route::Roster, Reply::text(500, ""));
    let error = world.timeback.user().verify(UserKey::Id("tb_1")).await;
    assert_eq!(error.unwrap_err().code(), "timeback_user_lookup_failed");
}

#[tokio::test]
async fn users_sharing_an_address_are_listed_with_distinguishing_fields() {
    let world = World::new().await;
    let mut twin = user("tb_2");
    twin["givenName"] = json!("Grace");
    twin["status"] = json!("tobedeleted");
    twin["roles"][0]["role"] = json!("teacher");
    world
        .upstream
        .always(Route::Users, Reply::json(users(&[user("tb_1"), twin])));
    let candidates = world.timeback.user().candidates(STUDENT).await.unwrap();
    let listed: Vec<_> = candidates
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.name.as_deref().unwrap(),
                one.school.as_ref().unwrap().name.as_str(),
                one.grade,
                one.role.as_ref().unwrap().as_str(),
                one.status.as_ref().unwrap().as_str(),
            )
        })
        .collect();
    let school = "Alpha School";
    assert_eq!(
        listed,
        [
            ("tb_1", "Ada King", school, Some(5), "student", "active"),
            (
                "tb_2",
                "Grace King",
                school,
                Some(5),
                "teacher",
                "tobedeleted"
            ),
        ]
    );
    assert_eq!(world.upstream.counts(), [1, 1, 0, 0]);
}

#[tokio::test]
async fn ineligible_records_are_skipped() {
    let world = World::new().await;
    let deleted = |id: &str| {
        let mut user = user(id);
        user["status"] = json!("toBeDeleted");
        user
    };
    let all = [deleted("old"), deleted("older"), user("tb_1")];
    for (found, more, code) in [
        (&all[..2], &all[..], None),
        (&all[..2], &all[..2], Some("timeback_user_not_found")),
        (
            &all[1..],
            &[deleted("old"), user("tb_1"), user("tb_2")][..],
            Some("timeback_user_ambiguous"),
        ),
    ] {
        for response in [found, more] {
            world
                .upstream
                .once(Route::Users, Reply::json(users(response)));
        }
        let resolved = world.timeback.user().resolve(STUDENT).await;
        assert_eq!(
            resolved.map_or_else(|error| Some(error.code()), |_| None),
            code
        );
    }
    let requests = world.upstream.hits(Route::Users);
    let limits = requests
        .iter()
        .map(|hit| hit.uri.split_once("&limit=").unwrap().1);
    assert!(limits.eq(["2&offset=0", "100&offset=0"].repeat(3)));
}

#[tokio::test]
async fn a_deleted_user_is_not_found_by_id() {
    let world = World::new().await;
    let mut deleted = user("tb_1");
    deleted["status"] = json!("tobedeleted");
    world
        .upstream
        .always(Route::Roster, Reply::json(json!({ "user": deleted })));
    let verification = world.timeback.user().verify(UserKey::Id("tb_1")).await;
    assert_eq!(verification.unwrap(), Verification::Unverified);
}

#[tokio::test]
async fn no_candidates_are_an_empty_list_and_a_blank_address_is_an_error() {
    let world = World::new().await;
    world.upstream.always(Route::Users, Reply::json(users(&[])));
    let user = world.timeback.user();
    assert_eq!(user.candidates(STUDENT).await.unwrap(), []);
    let error = user.candidates(" ").await.unwrap_err();
    assert_eq!(error.code(), "missing_email");
}

#[test]
fn debugging_a_key_shows_no_address() {
    assert_eq!(format!("{:?}", UserKey::from(STUDENT)), "Email(..)");
}
