use axum::http::StatusCode;
use serde_json::{Value, json};

use super::world::World;

const TRACKS: &str = "/edubridge/subject-track/";
const GROUPS: &str = "/edubridge/subject-track/groups";

async fn send(world: &World, method: &str, uri: &str, body: &Value) -> StatusCode {
    let response = world.send(method, uri, "application/json", body.to_string());
    response.await.status
}

#[tokio::test]
async fn a_new_track_replaces_the_old_one() {
    let world = World::new().await;
    let count = async || {
        let response = world.json(TRACKS).await;
        response["subjectTrack"].as_array().unwrap().len()
    };
    let before = count().await;
    let wish = json!({"subject": "Math", "grade": "5", "courseId": "course-fastmath-5"});
    let response = world.put(TRACKS, &wish).await;
    assert_eq!(response.status, StatusCode::OK);
    let track = response.json()["subjectTrack"].clone();
    assert_eq!(track["course"]["title"], "Fast Math 5");
    assert_eq!(track["org"], Value::Null);
    assert_eq!(count().await, before);

    let mut own = wish.clone();
    own["orgSourcedId"] = json!("org-lakeside");
    let own = world.put(TRACKS, &own).await.json()["subjectTrack"].clone();
    assert_eq!(own["org"]["name"], "Lakeside Academy");
    assert_eq!(count().await, before + 1);
    let uri = format!("{TRACKS}{}", own["id"].as_str().unwrap());
    let deleted = [
        send(&world, "DELETE", &uri, &Value::Null).await,
        send(&world, "DELETE", &uri, &Value::Null).await,
    ];
    assert_eq!(deleted, [StatusCode::OK, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn groups_are_created_updated_and_deleted() {
    let world = World::new().await;
    let tracks_of = async |course: &str, is_global: bool| {
        let response = world.json(GROUPS).await;
        let groups = response["groups"].as_array().unwrap();
        let key =
            json!({"subject": "Writing", "grade": "4", "courseId": course, "isGlobal": is_global});
        groups
            .iter()
            .find(|group| group["key"] == key)
            .map(|group| group["tracks"].as_array().unwrap().len())
    };
    let group = json!({"subject": "Writing", "grade": "4", "courseId": "course-writing-4",
        "orgSourcedIds": ["org-riverbend", "org-lakeside"]});
    assert_eq!(
        send(&world, "POST", GROUPS, &group).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(tracks_of("course-writing-4", false).await, Some(2));

    let update = json!({"subject": "Writing", "grade": "4", "currentCourseId": "course-writing-4",
        "courseId": "course-writing-3", "isGlobal": false, "orgSourcedIds": []});
    assert_eq!(
        send(&world, "PUT", GROUPS, &update).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(tracks_of("course-writing-4", false).await, None);
    assert_eq!(tracks_of("course-writing-3", true).await, Some(1));
    assert_eq!(
        send(&world, "PUT", GROUPS, &update).await,
        StatusCode::NOT_FOUND
    );

    send(&world, "POST", GROUPS, &group).await;
    let clash = json!({"subject": "Writing", "grade": "4", "currentCourseId": "course-writing-3",
        "courseId": "course-writing-5", "isGlobal": true, "orgSourcedIds": ["org-lakeside"], "strategy": "fail"});
    assert_eq!(
        send(&world, "PUT", GROUPS, &clash).await,
        StatusCode::CONFLICT
    );
    let key = json!({"subject": "Writing", "grade": "4", "courseId": "course-writing-4", "isGlobal": false});
    assert_eq!(
        send(&world, "DELETE", GROUPS, &key).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(tracks_of("course-writing-4", false).await, None);
}

#[tokio::test]
async fn tracks_with_unknown_references_are_rejected() {
    let world = World::new().await;
    let cases = [
        (
            json!({"subject": "Maths", "grade": "5", "courseId": "course-math-5"}),
            422,
        ),
        (
            json!({"subject": "Math", "grade": "14", "courseId": "course-math-5"}),
            422,
        ),
        (json!({"subject": "Math", "grade": "5"}), 422),
        (
            json!({"subject": "Math", "grade": "5", "courseId": "course-alchemy"}),
            404,
        ),
        (
            json!({"subject": "Math", "grade": "5", "courseId": "course-math-5", "orgSourcedId": "org-x"}),
            404,
        ),
    ];
    for (wish, status) in cases {
        let response = world.put(TRACKS, &wish).await;
        assert_eq!(response.status, status, "{wish}");
        assert_eq!(response.json()["imsx_codeMajor"], "failure");
    }
}

#[tokio::test]
async fn the_highest_grade_is_the_maximum_of_all_sources() {
    let world = World::new().await;
    for subject in ["Math", "math", "Social%20Studies"] {
        let uri = format!("/edubridge/analytics/highestGradeMastered/maya-okafor/{subject}");
        let response = world.json(&uri).await;
        let grades = response["grades"].as_object().unwrap();
        let number = |name: &str| grades[name].as_str().unwrap().parse::<i8>().unwrap();
        let sources = [
            "ritGrade",
            "edulasticGrade",
            "placementGrade",
            "testOutGrade",
        ];
        let highest = sources.map(number).into_iter().max().unwrap();
        assert_eq!(number("highestGradeOverall"), highest);
        assert!((4..=5).contains(&highest));
    }
    let without = world
        .json("/edubridge/analytics/highestGradeMastered/theo-lindqvist/Math")
        .await;
    assert_eq!(without["grades"]["highestGradeOverall"], Value::Null);
}

#[tokio::test]
async fn users_are_filtered_by_role_and_school() {
    let world = World::new().await;
    let count = async |query: &str| {
        let response = world.json(&format!("/edubridge/users/?{query}")).await;
        response["totalCount"].as_u64().unwrap()
    };
    assert_eq!(count("roles=student").await, 10);
    assert_eq!(count("roles=teacher&roles=guardian").await, 2);
    assert_eq!(
        count("roles=student&orgSourcedIds=org-lakeside&limit=1").await,
        2
    );
    for query in ["limit=3", "roles=guide"] {
        let response = world.get(&format!("/edubridge/users/?{query}")).await;
        assert_eq!(response.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
}

#[tokio::test]
async fn five_hours_are_saved_a_school_day() {
    let world = World::new().await;
    let response = world.json("/edubridge/time-saved/user/maya-okafor").await;
    let saved = &response["data"];
    // Fourteen weeks from Monday 17 August to Friday 20 November.
    assert_eq!(saved["schoolDaysElapsed"], 70);
    assert_eq!(saved["totalHoursSaved"], 350);
    assert_eq!(saved["schoolYearStartDate"], "2026-08-15T00:00:00.000Z");
    for id in ["theo-lindqvist", "nobody"] {
        let response = world.get(&format!("/edubridge/time-saved/user/{id}")).await;
        assert_eq!(response.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn apps_classes_and_reports_are_served() {
    let world = World::new().await;
    let apps = world.json("/edubridge/applications/").await;
    let id = apps["applications"][0]["sourcedId"].as_str().unwrap();
    let metrics = world
        .json(&format!("/edubridge/applicationMetrics/{id}"))
        .await;
    assert_eq!(metrics["data"][0]["metric"], "xp");
    let enrollments = world.json("/edubridge/enrollments/user/maya-okafor").await;
    assert_eq!(enrollments["data"][0]["course"]["primaryApp"]["id"], id);

    let class = world
        .json("/edubridge/enrollments/defaultClass/course-math-5/org-riverbend")
        .await;
    let id = class["data"]["id"].as_str().unwrap();
    let same = world
        .json(&format!("/ims/oneroster/rostering/v1p2/classes/{id}"))
        .await;
    assert_eq!(same["class"]["title"], class["data"]["title"]);

    let reports = world
        .json("/edubridge/learning-reports/map-profile/maya-okafor")
        .await;
    assert_eq!(reports["data"].as_array().unwrap().len(), 1);
    for missing in [
        "applicationMetrics/app-x",
        "enrollments/defaultClass/course-x",
        "learning-reports/map-profile/theo-lindqvist",
    ] {
        let response = world.get(&format!("/edubridge/{missing}")).await;
        assert_eq!(response.status, StatusCode::NOT_FOUND, "{missing}");
    }
}
