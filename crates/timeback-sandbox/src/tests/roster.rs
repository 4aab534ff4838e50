use axum::http::StatusCode;
use serde_json::Value;

use super::world::World;

const BASE: &str = "/ims/oneroster/rostering/v1p2";

async fn users_with(world: &World, email: &str) -> Vec<Value> {
    let filter: String =
        url::form_urlencoded::byte_serialize(format!("email='{email}'").as_bytes()).collect();
    let response = world
        .json(&format!("{BASE}/users?filter={filter}&limit=2&offset=0"))
        .await;
    response["users"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_student_is_found_by_address_in_any_case() {
    let world = World::new().await;
    let users = users_with(&world, "STUDENT@example.com").await;
    assert_eq!(users.len(), 1);
    let user = &users[0];
    assert_eq!(user["sourcedId"], "maya-okafor");
    assert_eq!(user["enabledUser"], "true");
    assert_eq!(user["grades"], serde_json::json!(["5"]));
    assert_eq!(user["primaryOrg"]["name"], "Riverbend School");
    assert_eq!(user["roles"][0]["org"]["sourcedId"], "org-riverbend");
}

#[tokio::test]
async fn twins_strangers_and_quotes_are_looked_up_by_address() {
    let world = World::new().await;
    assert_eq!(users_with(&world, "twins@example.com").await.len(), 2);
    assert_eq!(users_with(&world, "stranger@example.com").await.len(), 0);
    assert_eq!(
        users_with(&world, "o''brien@example.com").await[0]["familyName"],
        "O'Brien"
    );
}

#[tokio::test]
async fn the_envelope_has_the_position_of_the_page() {
    let world = World::new().await;
    let uri = format!(
        "{BASE}/users?filter=status%3D%27active%27&limit=5&offset=5&sort=familyName&orderBy=desc"
    );
    let response = world.get(&uri).await;
    let page = response.json();
    let mut keys: Vec<&String> = page.as_object().unwrap().keys().collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "limit",
            "offset",
            "pageCount",
            "pageNumber",
            "totalCount",
            "users"
        ]
    );
    assert_eq!(
        (&page["totalCount"], &page["pageCount"], &page["pageNumber"]),
        (&12.into(), &3.into(), &2.into())
    );
    assert_eq!(response.headers["x-total-count"], "12");
    let link = response.headers["link"].to_str().unwrap();
    assert!(
        link.contains("limit=5&offset=10>; rel=\"next\", "),
        "{link}"
    );

    let next = link.trim_start_matches('<').split('>').next().unwrap();
    let last = world.get(next).await;
    assert_eq!(last.json()["users"].as_array().unwrap().len(), 2);
    let links = last.headers["link"].to_str().unwrap();
    assert!(!links.contains("rel=\"next\""), "{links}");
    assert!(links.contains("limit=5&offset=5>; rel=\"prev\""), "{links}");
}

#[tokio::test]
async fn lists_are_sorted_and_fields_selected() {
    let world = World::new().await;
    let page = world
        .json(&format!(
            "{BASE}/users?sort=givenName&fields=givenName,grades&limit=1"
        ))
        .await;
    assert_eq!(
        page["users"],
        serde_json::json!([{"givenName": "Amélie", "grades": ["3"]}])
    );
}

#[tokio::test]
async fn every_route_answers_with_and_without_a_slash_at_its_end() {
    let world = World::new().await;
    for path in [
        "users",
        "students",
        "teachers",
        "orgs",
        "schools",
        "courses",
        "classes",
        "enrollments",
        "demographics",
        "academicSessions",
        "terms",
        "gradingPeriods",
    ] {
        let plain = world.json(&format!("{BASE}/{path}")).await;
        assert_eq!(
            plain,
            world.json(&format!("{BASE}/{path}/")).await,
            "{path}"
        );
        assert!(plain["totalCount"].as_u64().unwrap() > 0, "{path}");
    }
    for path in [
        "users/maya-okafor",
        "users/maya-okafor/demographics",
        "demographics/maya-okafor",
        "orgs/org-riverbend",
        "schools/org-riverbend",
        "students/maya-okafor",
        "teachers/ruth-castellanos",
        "courses/course-math-5",
        "classes/class-riverbend-math-5",
        "enrollments/enrollment-maya-okafor-math-5",
        "academicSessions/session-2027",
        "terms/session-2027-fall",
        "gradingPeriods/session-2027-q2",
    ] {
        world.json(&format!("{BASE}/{path}")).await;
    }
}

#[tokio::test]
async fn enrollments_are_filtered_by_user() {
    let world = World::new().await;
    let uri = format!("{BASE}/enrollments?filter=user.sourcedId%3D%27maya-okafor%27");
    assert_eq!(world.json(&uri).await["totalCount"], 4);
    let current = world
        .json(&format!("{uri}%20AND%20status%3D%27active%27"))
        .await;
    assert_eq!(current["totalCount"], 3);
    assert_eq!(
        current["enrollments"][0]["metadata"]["goals"]["dailyXp"],
        40
    );
    let classes = world
        .json(&format!("{BASE}/users/maya-okafor/classes"))
        .await;
    assert_eq!(classes["totalCount"], 3);
}

#[tokio::test]
async fn a_class_lists_its_students_and_terms() {
    let world = World::new().await;
    let class = format!("{BASE}/classes/class-riverbend-math-5");
    let ids = async |path: &str| -> Vec<String> {
        let response = world.json(&format!("{class}/{path}")).await;
        let users = response["users"].as_array().unwrap().iter();
        users
            .map(|user| user["sourcedId"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids("students").await,
        ["maya-okafor", "priya-raman", "chidi-okafor"]
    );
    assert_eq!(ids("teachers").await, ["ruth-castellanos"]);
    let terms = world.json(&class).await["class"]["terms"].clone();
    let fall = terms[0]["sourcedId"].as_str().unwrap();
    let term = world.json(&format!("{BASE}/terms/{fall}")).await;
    assert_eq!(term["term"]["startDate"], "2026-08-15T00:00:00.000Z");
    assert_eq!(term["term"]["schoolYear"], 2027);
}

#[tokio::test]
async fn an_enrollment_may_be_active_and_over() {
    let world = World::new().await;
    let row = world
        .json(&format!(
            "{BASE}/enrollments/enrollment-saoirse-obrien-fastmath-5"
        ))
        .await;
    assert_eq!(row["enrollment"]["status"], "active");
    assert!(row["enrollment"]["endDate"].as_str().unwrap() < "2026-11-20");
    let current = world
        .json("/edubridge/enrollments/user/saoirse-obrien")
        .await;
    assert_eq!(current["data"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_guardian_has_students_as_agents() {
    let world = World::new().await;
    let guardian = world.json(&format!("{BASE}/users/ngozi-okafor")).await;
    let agents = guardian["user"]["agents"].as_array().unwrap();
    let ids: Vec<&Value> = agents.iter().map(|agent| &agent["sourcedId"]).collect();
    assert_eq!(ids, ["maya-okafor", "chidi-okafor"]);
}

#[tokio::test]
async fn invalid_queries_are_rejected() {
    let world = World::new().await;
    let cases = [
        ("users?filter=email%3D", StatusCode::BAD_REQUEST),
        ("users?filter=password%3D%27x%27", StatusCode::BAD_REQUEST),
        ("users?limit=many", StatusCode::BAD_REQUEST),
        ("users?limit=0", StatusCode::UNPROCESSABLE_ENTITY),
        ("users?limit=3001", StatusCode::UNPROCESSABLE_ENTITY),
        ("users?offset=-1", StatusCode::BAD_REQUEST),
        ("users?orderBy=up", StatusCode::BAD_REQUEST),
        ("users?sort=shoeSize", StatusCode::BAD_REQUEST),
        ("users/nobody", StatusCode::NOT_FOUND),
        ("students/ruth-castellanos", StatusCode::NOT_FOUND),
        ("teachers/maya-okafor", StatusCode::NOT_FOUND),
        ("schools/org-harbor-county", StatusCode::NOT_FOUND),
        ("classes/none/students", StatusCode::NOT_FOUND),
        ("terms/session-2027-q1", StatusCode::NOT_FOUND),
        ("demographics/nobody", StatusCode::NOT_FOUND),
        ("nothing/here", StatusCode::NOT_FOUND),
    ];
    for (path, status) in cases {
        let response = world.get(&format!("{BASE}/{path}")).await;
        assert_eq!(response.status, status, "{path}");
        assert_eq!(response.json()["imsx_codeMajor"], "failure", "{path}");
    }
    let nobody = world.get(&format!("{BASE}/users/nobody")).await.json();
    assert_eq!(nobody["imsx_description"], "User not found.");
    assert_eq!(
        nobody["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"],
        "unknownobject"
    );
}
