use axum::http::StatusCode;
use serde_json::{Value, json};

use super::world::World;

const ENROLL: &str = "/edubridge/enrollments/enroll";
const UNENROLL: &str = "/edubridge/enrollments/unenroll";
const ROSTER: &str = "/ims/oneroster/rostering/v1p2";

async fn courses_of(world: &World, person: &str) -> Vec<String> {
    let response = world
        .json(&format!("/edubridge/enrollments/user/{person}"))
        .await;
    let entries = response["data"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["course"]["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn delete(world: &World, uri: &str) -> StatusCode {
    world.send("DELETE", uri, "", String::new()).await.status
}

#[tokio::test]
async fn an_enrollment_is_visible_in_every_api() {
    let world = World::new().await;
    let uri = format!("{ENROLL}/theo-lindqvist/course-math-3");
    let wish = json!({"metadata": {"goals": {"dailyXp": 15}}});
    let first = world.post(&uri, &wish).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let enrollment = first.json()["data"].clone();
    assert_eq!(enrollment["role"], "student");
    assert_eq!(enrollment["beginDate"], "2026-11-20T00:00:00.000Z");
    assert_eq!(enrollment["metadata"]["goals"]["dailyXp"], 15);
    assert_eq!(enrollment["school"]["name"], "Riverbend School");

    let again = world.post(&uri, &json!({})).await;
    assert_eq!(
        (again.status, again.json()["data"].clone()),
        (StatusCode::CREATED, enrollment.clone())
    );
    assert_eq!(
        courses_of(&world, "theo-lindqvist").await,
        ["course-math-3"]
    );
    let id = enrollment["id"].as_str().unwrap();
    let row = world.json(&format!("{ROSTER}/enrollments/{id}")).await;
    assert_eq!(row["enrollment"]["status"], "active");
    let classes = world
        .json(&format!("{ROSTER}/students/theo-lindqvist/classes"))
        .await;
    assert_eq!(classes["classes"][0]["title"], "Math 3");
    let facts = world
        .json(&format!("/edubridge/analytics/enrollment/{id}"))
        .await;
    assert_eq!(facts["facts"], json!({}));
}

#[tokio::test]
async fn an_unenrolled_user_is_soft_deleted_and_can_be_enrolled_again() {
    let world = World::new().await;
    let uri = format!("{UNENROLL}/maya-okafor/course-math-5");
    for _ in 0..2 {
        assert_eq!(delete(&world, &uri).await, StatusCode::NO_CONTENT);
    }
    assert_eq!(
        courses_of(&world, "maya-okafor").await,
        ["course-reading-5", "course-science-5"]
    );
    let row = world
        .json(&format!(
            "{ROSTER}/enrollments/enrollment-maya-okafor-math-5"
        ))
        .await;
    assert_eq!(row["enrollment"]["status"], "tobedeleted");
    assert_eq!(row["enrollment"]["endDate"], "2026-11-20T00:00:00.000Z");

    let back = world
        .post(
            &format!("{ENROLL}/maya-okafor/course-math-5/org-riverbend"),
            &json!({}),
        )
        .await;
    assert_eq!(back.json()["data"]["id"], "enrollment-maya-okafor-math-5");
    assert_eq!(courses_of(&world, "maya-okafor").await.len(), 3);
}

#[tokio::test]
async fn unenrolling_keeps_the_activity_of_the_course() {
    let world = World::new().await;
    let all = "startDate=2000-01-01T00:00:00Z&endDate=2026-11-20T23:59:59Z&studentId=maya-okafor";
    let uri = format!("/edubridge/analytics/activity?{all}");
    let before = world.json(&uri).await;
    delete(&world, &format!("{UNENROLL}/maya-okafor/course-math-5")).await;
    assert_eq!(world.json(&uri).await, before);
}

#[tokio::test]
async fn a_reset_restores_the_initial_roster() {
    let world = World::new().await;
    let list = format!("{ROSTER}/enrollments?limit=3000");
    let before = world.json(&list).await;
    delete(&world, &format!("{UNENROLL}/maya-okafor/course-math-5")).await;
    world
        .post(
            &format!("{ENROLL}/theo-lindqvist/course-math-3"),
            &json!({}),
        )
        .await;
    assert_ne!(world.json(&list).await, before);
    delete(&world, "/_sandbox/changes").await;
    assert_eq!(world.json(&list).await, before);
}

#[tokio::test]
async fn enrolling_unknown_users_or_courses_is_rejected() {
    let world = World::new().await;
    for path in [
        "nobody/course-math-3",
        "maya-okafor/course-alchemy",
        "maya-okafor/course-math-3/org-nowhere",
    ] {
        let response = world.post(&format!("{ENROLL}/{path}"), &json!({})).await;
        assert_eq!(response.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(response.json()["imsx_codeMajor"], "failure");
    }
    let never = format!("{UNENROLL}/theo-lindqvist/course-math-3");
    assert_eq!(delete(&world, &never).await, StatusCode::NOT_FOUND);
    let wrong = json!({"role": "guide"});
    let response = world
        .post(&format!("{ENROLL}/maya-okafor/course-math-3"), &wrong)
        .await;
    assert_eq!(response.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn goals_are_propagated_to_students_without_individual_goals() {
    let world = World::new().await;
    let own = json!({"metadata": {"goals": {"dailyXp": 99}, "studentSpecificGoals": true}});
    world
        .post(&format!("{ENROLL}/theo-lindqvist/course-math-5"), &own)
        .await;
    let goals = async |person: &str| -> Value {
        let response = world
            .json(&format!("/edubridge/enrollments/user/{person}"))
            .await;
        response["data"][0]["metadata"]["goals"]["dailyXp"].clone()
    };
    assert_eq!(goals("priya-raman").await, Value::Null);
    for name in ["propagateGoals", "resetGoals"] {
        let response = world
            .post(
                &format!("/edubridge/enrollments/{name}/course-math-5"),
                &json!({}),
            )
            .await;
        assert_eq!(
            response.json(),
            json!({"data": {"updated": 4, "errors": []}})
        );
    }
    assert_eq!(goals("priya-raman").await, 40);
    assert_eq!(goals("theo-lindqvist").await, 99);

    let refused = async |course: &str| {
        let uri = format!("/edubridge/enrollments/propagateGoals/{course}");
        world.post(&uri, &json!({})).await.status
    };
    assert_eq!(refused("course-alchemy").await, StatusCode::NOT_FOUND);
    assert_eq!(
        refused("course-writing-5").await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
