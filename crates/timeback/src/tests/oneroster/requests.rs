//! Requests: method, path and query.

use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

use super::super::{
    upstream::{Hit, Reply, Route},
    world::World,
};
use crate::{
    Failure,
    oneroster::{
        AssessmentResult, Enrollment, Filter, Limit, Order, Query, Ref, Resource, Status, User,
    },
};

const ROSTERING: &str = "/ims/oneroster/rostering/v1p2";

async fn world(answer: Value) -> World {
    let world = World::new().await;
    world.upstream.always(Route::Roster, Reply::json(answer));
    world
}

fn last(world: &World) -> Hit {
    world.upstream.hits(Route::Roster).pop().unwrap()
}

#[tokio::test]
async fn query_parameters_are_sent_in_order() {
    let world = world(json!({ "enrollments": [] })).await;
    let query = Query::new()
        .filter(Filter::eq(Enrollment::USER, "o'brien"))
        .filter(Filter::eq(Enrollment::STATUS, Status::Active))
        .sort(Enrollment::BEGIN_DATE, Order::Descending)
        .fields([Enrollment::CLASS, Enrollment::ROLE])
        .search("ada")
        .limit(Limit::MAX)
        .offset(7);
    let enrollments = world.timeback.oneroster().enrollments();
    enrollments.list(&query).await.unwrap();
    assert_eq!(
        last(&world).uri,
        format!(
            "{ROSTERING}/enrollments?filter=user.sourcedId%3D%27o%27%27brien%27+AND+status%3D%27active%27\
             &sort=beginDate&orderBy=desc&fields=sourcedId%2Cstatus%2Crole%2Cuser%2CbeginDate%2CendDate%2Cclass\
             &search=ada&limit=3000&offset=7"
        )
    );
    assert!(!format!("{query:?}").contains("brien"));
}

#[tokio::test]
async fn students_and_schools_have_their_own_routes() {
    let user = json!({ "user": { "sourcedId": "a/b" } });
    let world = world(user).await;
    let oneroster = world.timeback.oneroster();
    assert_eq!(oneroster.students().get("a/b").await.unwrap().id(), "a/b");
    assert_eq!(last(&world).uri, format!("{ROSTERING}/students/a%2Fb"));
    oneroster
        .users()
        .get_with_demographics("a/b")
        .await
        .unwrap();
    assert_eq!(
        last(&world).uri,
        format!("{ROSTERING}/users/a%2Fb/demographics")
    );
    let error = oneroster.schools().get("s1").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "OneRoster sent a malformed response at `.`: missing field `org`"
    );
}

#[tokio::test]
async fn nested_lists_have_both_ids_in_their_path() {
    let world = world(json!({ "users": [{ "sourcedId": "u1" }], "totalCount": 1 })).await;
    let schools = world.timeback.oneroster().schools();
    let students = schools.class_students("s1", "../c1");
    let page = students.list(&Query::new()).await.unwrap();
    assert_eq!(page.items[0].sourced_id, "u1");
    assert_eq!(
        last(&world).uri,
        format!("{ROSTERING}/schools/s1/classes/..%2Fc1/students?limit=100&offset=0")
    );
}

#[tokio::test]
async fn a_404_is_none_and_any_other_failure_is_an_error() {
    let world = World::new().await;
    let courses = world.timeback.oneroster().courses();
    let unknown = r#"{"imsx_description":"Course not found."}"#;
    world
        .upstream
        .once(Route::Roster, Reply::text(404, unknown));
    assert!(courses.find("nobody").await.unwrap().is_none());
    world
        .upstream
        .once(Route::Roster, Reply::text(404, unknown));
    let error = courses.get("nobody").await.unwrap_err();
    assert!(matches!(error.failure, Failure::Status { status: 404, .. }));
    world.upstream.once(Route::Roster, Reply::text(403, "{}"));
    assert!(courses.find("nobody").await.is_err());
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_not_sent() {
    let world = world(json!({})).await;
    let oneroster = world.timeback.oneroster();
    for id in ["", ".", ".."] {
        let error = oneroster.assessment_results().delete(id).await.unwrap_err();
        assert!(matches!(error.failure, Failure::InvalidId), "{id:?}");
        assert!(oneroster.courses().find(id).await.is_err());
        let students = oneroster.classes().students(id);
        assert!(students.list(&Query::<User>::new()).await.is_err());
    }
    assert_eq!(world.upstream.count(Route::Roster), 0);
}

#[tokio::test]
async fn a_result_is_put_under_its_own_id_and_deleted() {
    let world = world(json!({ "sourcedIdPairs": {} })).await;
    let results = world.timeback.oneroster().assessment_results();
    let scored_at: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
    let mut result = AssessmentResult::new(
        "r 1",
        Ref::new("assessmentLineItem", "l1"),
        Ref::new("user", "u1"),
        scored_at,
    );
    result.score = Some(90.0);
    result.late = Some(false);
    result.metadata.insert("xp".into(), json!(12));
    results.put(&result).await.unwrap();
    let hit = last(&world);
    let path = "/ims/oneroster/gradebook/v1p2/assessmentResults/r%201";
    assert_eq!((hit.method, hit.uri.as_str()), (Method::PUT, path));
    let body: Value = serde_json::from_str(&hit.body).unwrap();
    let expected = json!({ "assessmentResult": {
        "sourcedId": "r 1", "status": "active", "metadata": { "xp": 12 }, "score": 90.0, "late": "false",
        "assessmentLineItem": { "sourcedId": "l1", "type": "assessmentLineItem" },
        "student": { "sourcedId": "u1", "type": "user" },
        "scoreDate": "2026-03-10T12:00:00Z", "scoreStatus": "fully graded"
    } });
    assert_eq!(body, expected);

    world.upstream.once(Route::Roster, Reply::text(204, ""));
    results.delete("r 1").await.unwrap();
    let hit = last(&world);
    assert_eq!((hit.method, hit.uri.as_str()), (Method::DELETE, path));
}

#[test]
fn a_page_holds_from_1_to_3000() {
    assert_eq!(Limit::parse(1).unwrap().get(), 1);
    assert_eq!(Limit::parse(3000).unwrap(), Limit::MAX);
    for number in [0, 3001, u32::MAX] {
        assert!(Limit::parse(number).is_err());
    }
}
