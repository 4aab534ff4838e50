use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ID_1, ID_2, World, completed, envelope, spent};

const RESULTS: &str = "/ims/oneroster/gradebook/v1p2/assessmentResults";
const LINE_ITEMS: &str = "/ims/oneroster/gradebook/v1p2/assessmentLineItems";

async fn graded(world: &World, event: Value) {
    let response = world.post("/caliper/event", &envelope(&[event])).await;
    assert_eq!(response.status, StatusCode::OK, "{}", response.text);
}

#[tokio::test]
async fn completed_work_creates_a_result_and_its_line_item() {
    let world = World::new().await;
    let mut event = completed(ID_1);
    event["generated"]["attempt"] = json!(2);
    event["generated"]["extensions"] = json!({"pctCompleteApp": 40});
    graded(&world, event).await;
    graded(&world, completed(ID_2)).await;
    graded(
        &world,
        spent("urn:uuid:00000000-0000-4000-8000-0000000000aa"),
    )
    .await;

    let response = world.json(&format!("{RESULTS}/caliper_{ID_1}")).await;
    let result = &response["assessmentResult"];
    assert_eq!(result["score"], 90.0);
    assert_eq!(result["scoreStatus"], "fully graded");
    assert_eq!(result["student"]["sourcedId"], "theo-lindqvist");
    assert_eq!(
        result["metadata"],
        json!({
            "xp": 7.5, "totalQuestions": 10, "correctQuestions": 9, "masteredUnits": 1, "attempt": 2,
            "pctCompleteApp": "40", "appName": "Game", "sensor": "https://game.example.com",
            "source": "caliper", "subject": "Math", "caliperSourcedId": ID_1,
            "originalObjectId": "https://game.example.com/activities/Math/g5/fractions",
        })
    );

    let items = world.json(LINE_ITEMS).await;
    assert_eq!(items["totalCount"], 1);
    let item = &items["assessmentLineItems"][0];
    assert_eq!(item["title"], "Fractions");
    assert_eq!(item["course"]["sourcedId"], "course-math-5");
    assert_eq!(item["sourcedId"], result["assessmentLineItem"]["sourcedId"]);
    assert_eq!(
        item["sourcedId"].as_str().unwrap().len(),
        "caliper_".len() + 64
    );
}

#[tokio::test]
async fn results_are_filtered_like_any_list() {
    let world = World::new().await;
    graded(&world, completed(ID_1)).await;
    let count = async |filter: &str| {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        world.json(&format!("{RESULTS}?filter={filter}")).await["totalCount"].clone()
    };
    assert_eq!(count("student.sourcedId='theo-lindqvist'").await, 1);
    assert_eq!(count("metadata.appName='Game' AND score>=90").await, 1);
    assert_eq!(count("metadata.appName='Other'").await, 0);
    let too_deep = "filter=assessmentLineItem.course.sourcedId%3D%27course-math-5%27";
    let refused = world.get(&format!("{RESULTS}?{too_deep}")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("Error in filter query"));
}

#[tokio::test]
async fn work_with_process_false_is_not_graded() {
    let world = World::new().await;
    let mut event = completed(ID_1);
    event["object"]["process"] = json!(false);
    graded(&world, event).await;
    assert_eq!(world.json(RESULTS).await["totalCount"], 0);
    assert_eq!(world.json(LINE_ITEMS).await["totalCount"], 0);
}

#[tokio::test]
async fn rows_can_be_written_and_deleted() {
    let world = World::new().await;
    let item = json!({"assessmentLineItem": {"status": "active", "title": "Quiz"}});
    let (item_uri, result_uri) = (format!("{LINE_ITEMS}/quiz"), format!("{RESULTS}/quiz-theo"));
    let result = |score: Value| {
        json!({"assessmentResult": {
            "status": "active", "assessmentLineItem": {"sourcedId": "quiz"}, "student": {"sourcedId": "theo-lindqvist"},
            "score": score, "scoreDate": "2026-11-20T10:00:00Z", "scoreStatus": "fully graded",
        }})
    };
    let early = world.put(&result_uri, &result(json!(80))).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        world.put(&item_uri, &item).await.status,
        StatusCode::CREATED
    );
    let statuses = [
        world.put(&result_uri, &result(json!(80))).await.status,
        world.put(&result_uri, &result(json!(85))).await.status,
        world.put(&result_uri, &result(json!("A"))).await.status,
    ];
    assert_eq!(
        statuses,
        [
            StatusCode::CREATED,
            StatusCode::OK,
            StatusCode::UNPROCESSABLE_ENTITY
        ]
    );
    assert_eq!(
        world.json(&result_uri).await["assessmentResult"]["score"],
        85
    );
    let deleted = world.send("DELETE", &result_uri, "", String::new()).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    assert_eq!(
        world.json(&result_uri).await["assessmentResult"]["status"],
        "tobedeleted"
    );
    let never = world
        .send("DELETE", &format!("{RESULTS}/none"), "", String::new())
        .await;
    assert_eq!(never.status, StatusCode::NOT_FOUND);
}
