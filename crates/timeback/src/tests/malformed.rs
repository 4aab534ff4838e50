//! Malformed responses.

use axum::body::{Body, Bytes};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use super::{
    upstream::{Reply, Route},
    world::{STUDENT, World, activity, chain, user, users},
};
use crate::{Failure, Service, UserError};

async fn told(route: Route, reply: Reply) -> String {
    let world = World::new().await;
    world.upstream.always(route, reply);
    chain(
        &world
            .timeback
            .user()
            .get_profile(STUDENT)
            .await
            .unwrap_err(),
    )
}

fn changed(mut value: Value, pointer: &str, to: Value) -> Reply {
    *value.pointer_mut(pointer).unwrap() = to;
    Reply::json(value)
}

#[tokio::test]
async fn a_type_error_names_service_and_field_but_not_the_value() {
    let reply = changed(
        users(&[user("tb_1")]),
        "/users/0/sourcedId",
        json!(["secret"]),
    );
    let text = told(Route::Users, reply).await;
    assert!(
        text.ends_with(
            "OneRoster sent a malformed response at `users[0].sourcedId`: expected a string"
        ),
        "{text}"
    );
    let pointer = "/facts/2026-03-10/Math/activityMetrics/xpEarned";
    let text = told(
        Route::Activity,
        changed(activity(1.0), pointer, json!("much")),
    )
    .await;
    let field = "facts.2026-03-10.Math.activityMetrics.xpEarned";
    assert!(
        text.ends_with(&format!(
            "EduBridge sent a malformed response at `{field}`: expected a number"
        )),
        "{text}"
    );
}

#[tokio::test]
async fn a_renamed_field_is_an_error_and_not_a_zero() {
    let pointer = "/facts/2026-03-10/Math/activityMetrics";
    let text = told(
        Route::Activity,
        changed(activity(1.0), pointer, json!({ "xp": 1 })),
    )
    .await;
    assert!(
        text.contains("`facts.2026-03-10.Math.activityMetrics`: missing field `xpEarned`"),
        "{text}"
    );
}

#[tokio::test]
async fn an_invalid_date_is_an_error() {
    let text = told(
        Route::Activity,
        Reply::json(json!({ "facts": { "today": {} } })),
    )
    .await;
    assert!(
        text.contains("EduBridge sent a malformed response at `facts"),
        "{text}"
    );
}

#[tokio::test]
async fn a_user_without_an_id_is_a_failed_lookup() {
    let text = told(Route::Users, Reply::json(users(&[user("")]))).await;
    assert!(
        text.ends_with("`users[0].sourcedId`: expected an id that is not empty"),
        "{text}"
    );
}

#[tokio::test]
async fn an_undecodable_user_fails_a_lookup_by_address() {
    let reply = Reply::json(users(&[user("tb_1"), json!({ "email": STUDENT })]));
    let text = told(Route::Users, reply).await;
    assert!(
        text.ends_with("`users[1]`: missing field `sourcedId`"),
        "{text}"
    );
}

#[tokio::test]
async fn values_left_out_are_counted_and_the_profile_is_returned() {
    let world = World::new().await;
    let whole = world.timeback.user().get_profile(STUDENT).await.unwrap();
    let mut odd = user("tb_1");
    odd["phone"] = json!(5_551_234);
    odd["agents"] = json!("none");
    world
        .upstream
        .always(Route::Users, Reply::json(users(&[odd])));
    let mut response = activity(12.5);
    response["factsByApp"] = json!(3);
    world
        .upstream
        .always(Route::Activity, Reply::json(response));
    let profile = world.timeback.user().get_profile(STUDENT).await.unwrap();
    assert_eq!(profile, whole);
    let health = world.timeback.health();
    let left_out = |service| health.of(service).unwrap().left_out;
    assert_eq!(left_out(Service::OneRoster), 2);
    assert_eq!(left_out(Service::EduBridge), 1);
}

#[tokio::test]
async fn facts_that_are_part_of_no_figure_are_not_read() {
    let world = World::new().await;
    let whole = world.timeback.user().get_profile(STUDENT).await.unwrap();
    let mut response = activity(12.5);
    let math = &mut response["facts"]["2026-03-10"]["Math"];
    math["timeSpentMetrics"]["wasteSeconds"] = json!("soon");
    math["apps"] = json!({});
    world
        .upstream
        .always(Route::Activity, Reply::json(response));
    let profile = world.timeback.user().get_profile(STUDENT).await.unwrap();
    assert_eq!(profile, whole);
    let health = world.timeback.health();
    assert_eq!(health.of(Service::EduBridge).unwrap().left_out, 0);
}

#[tokio::test]
async fn a_page_of_html_is_not_json() {
    let text = told(Route::Enrollments, Reply::text(200, "<html>Sign in</html>")).await;
    assert!(
        text.ends_with("EduBridge sent a response that is not JSON"),
        "{text}"
    );
}

#[tokio::test]
async fn a_truncated_response_is_an_error_and_the_next_one_is_read() {
    let world = World::new().await;
    let broken = Reply::new(|| {
        let start = stream::iter([Ok(Bytes::from_static(br#"{"data":[{"#))]);
        let cut = stream::once(async {
            // Lets the server send the beginning before the connection breaks.
            tokio::task::yield_now().await;
            Err(std::io::Error::other("cut"))
        });
        Body::from_stream(start.chain(cut))
    });
    world.upstream.once(Route::Enrollments, broken.clone());
    world.upstream.once(Route::Enrollments, broken);
    let Err(UserError::Enrollments(error)) = world.timeback.user().get_profile(STUDENT).await
    else {
        panic!("expected failed enrollments");
    };
    assert!(matches!(error.failure, Failure::Interrupted(_)));
    assert!(world.timeback.user().get_profile(STUDENT).await.is_ok());
}

#[tokio::test]
async fn an_endless_response_is_cut() {
    let endless = Reply::new(|| {
        let chunk = Bytes::from(vec![b' '; 64 * 1024]);
        Body::from_stream(stream::iter(std::iter::repeat_with(move || {
            Ok::<_, std::io::Error>(chunk.clone())
        })))
    });
    let text = told(Route::Users, endless).await;
    assert!(
        text.ends_with("OneRoster sent more than 2097152 bytes"),
        "{text}"
    );
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_ignored() {
    let world = World::new().await;
    let record = json!({
        "sourcedId": "tb_1", "email": null, "givenName": null, "familyName": null, "primaryOrg": null,
        "roles": null, "grades": null, "favouriteColour": "green"
    });
    world
        .upstream
        .always(Route::Users, Reply::json(users(&[record])));
    world
        .upstream
        .always(Route::Enrollments, Reply::json(json!({ "data": [] })));
    world
        .upstream
        .always(Route::Activity, Reply::json(json!({ "facts": {} })));
    let profile = world.timeback.user().get_profile(STUDENT).await.unwrap();
    let expected = json!({ "id": "tb_1", "email": STUDENT, "xp": { "today": 0, "all": 0 } });
    assert_eq!(serde_json::to_value(profile).unwrap(), expected);
}
