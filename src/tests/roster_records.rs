//! Rosters as they are: what a profile makes of records that vendors and platforms write in their own way.

use serde_json::{Value, json};

use super::{
    browser::Browser,
    parts::ENROLLMENTS,
    world::{ME, STUDENT, World},
};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";
const MAYA: &str = "maya-okafor";

/// Somebody who signs in where the platform answers some of its routes in its own way.
struct Visitor {
    world: World,
    browser: Browser,
}

impl Visitor {
    /// The sandbox's first student, where the lists of users are answered with `users`.
    async fn among(users: impl FnOnce(Value) -> Vec<Value>) -> Self {
        Self::meeting(async |world| {
            let filter = [("filter", format!("email='{STUDENT}'"))];
            let answer = read(world, USERS, &filter).await;
            let users = users(answer["users"][0].clone());
            vec![(USERS, json!({ "users": users, "totalCount": users.len() }))]
        })
        .await
    }

    /// The same where these fields of the own record are written so.
    async fn whose_record_has(fields: Value) -> Self {
        Self::among(|user| vec![with(user, &fields)]).await
    }

    /// The same where these rows are the enrollments.
    async fn enrolled(rows: impl FnOnce(Value) -> Vec<Value>) -> Self {
        Self::meeting(async |world| {
            let path = format!("/edubridge/enrollments/user/{MAYA}");
            let answer = read(world, &path, &[]).await;
            vec![(
                ENROLLMENTS,
                json!({ "data": rows(answer["data"][0].clone()) }),
            )]
        })
        .await
    }

    async fn meeting(answers: impl AsyncFnOnce(&World) -> Vec<(&'static str, Value)>) -> Self {
        let world = World::new().await;
        let answers = answers(&world).await.into_iter();
        let faults =
            answers.map(|(route, body)| json!({ "route": route, "body": body.to_string() }));
        world.platform.faults(faults.collect()).await;
        let browser = world.student(STUDENT).await;
        Self { world, browser }
    }

    async fn page(&self) -> String {
        let page = self.browser.get("/profile").await;
        assert_eq!(page.status, 200);
        page.text()
    }

    async fn sees(&self, words: &[&str]) {
        let page = self.page().await;
        for words in words {
            assert!(page.contains(words), "{words} in {page}");
        }
    }

    /// What the official SDK's route says.
    async fn me(&self) -> Value {
        let answer = self.browser.get(ME).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }
}

async fn read(world: &World, path: &str, query: &[(&str, String)]) -> Value {
    let token = world.platform.token().await;
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    world.platform.read(&token, path, &query).await
}

fn with(mut record: Value, fields: &Value) -> Value {
    let fields = fields.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(fields);
    record
}

/// An enrollment with this goal, in a course of this name, between these days.
fn course(row: &Value, name: &str, daily_xp: Value, begin: Value, end: Value) -> Value {
    let mut row = with(
        row.clone(),
        &json!({ "id": name, "beginDate": begin, "endDate": end }),
    );
    row["course"]["id"] = json!(name);
    row["course"]["title"] = json!(name);
    row["metadata"] = json!({ "goals": { "dailyXp": daily_xp } });
    row
}

#[tokio::test]
async fn a_course_that_is_over_or_has_not_begun_sets_no_goal_of_the_page() {
    let visitor = Visitor::enrolled(|row| {
        vec![
            course(
                &row,
                "Latin",
                json!(20),
                json!("2025-08-20"),
                json!("2026-06-10"),
            ),
            course(&row, "Greek", json!(30), json!("2026-11-21"), Value::Null),
            course(&row, "Math", json!(60), json!("2026-08-20"), Value::Null),
        ]
    })
    .await;
    visitor.sees(&["of 60 XP", "Goal: 60 XP a day"]).await;
    let page = visitor.page().await;
    assert!(
        !page.contains("of 20 XP") && !page.contains("of 30 XP"),
        "{page}"
    );
    let me = visitor.me().await;
    assert_eq!(me["goals"]["dailyXp"], 20, "the official shape stays");
    assert_eq!(me["courses"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn grades_are_read_as_codes_words_and_numbers() {
    for (grades, grade, words) in [
        (json!(["KG"]), 0, "Kindergarten"),
        (json!(["Pre-K"]), -1, "Pre-K"),
        (json!(["Grade 4"]), 4, "Grade 4"),
        (json!(["03", "4th grade", "UG"]), 4, "Grade 4"),
        (json!([4, " 3 "]), 4, "Grade 4"),
    ] {
        let visitor = Visitor::whose_record_has(json!({ "grades": grades })).await;
        visitor.sees(&[words]).await;
        assert_eq!(visitor.me().await["grade"], grade, "{grades}");
    }
    let visitor = Visitor::whose_record_has(json!({ "grades": ["PS", "Other"] })).await;
    assert!(visitor.me().await.get("grade").is_none());
}

#[tokio::test]
async fn a_record_that_is_gone_makes_no_address_ambiguous() {
    for gone in ["tobedeleted", "ToBeDeleted"] {
        let visitor = Visitor::among(|user| {
            let old = with(user.clone(), &json!({ "sourcedId": "old", "status": gone }));
            vec![old, user]
        })
        .await;
        assert_eq!(visitor.me().await["id"], MAYA);
    }
}

#[tokio::test]
async fn who_is_gone_is_nobody() {
    let gone = json!({ "status": "tobedeleted" });
    let visitor = Visitor::whose_record_has(gone).await;
    visitor
        .sees(&["Timeback does not know this account yet."])
        .await;
    assert_eq!(visitor.browser.get(ME).await.status, 404);
}

#[tokio::test]
async fn of_two_records_the_one_that_may_sign_in_counts_and_a_disabled_one_alone_still_does() {
    let disabled = json!({ "sourcedId": "old", "enabledUser": "false" });
    let visitor = Visitor::among(|user| vec![with(user.clone(), &disabled), user]).await;
    assert_eq!(visitor.me().await["id"], MAYA);
    let visitor = Visitor::among(|user| vec![with(user, &disabled)]).await;
    let verified = visitor
        .browser
        .get("/api/timeback/user/verify")
        .await
        .json();
    assert_eq!(verified["timebackId"], "old");
    let visitor = Visitor::among(|user| {
        let other = with(user.clone(), &json!({ "sourcedId": "other" }));
        vec![user, other]
    })
    .await;
    assert_eq!(visitor.browser.get(ME).await.status, 409);
}

#[tokio::test]
async fn an_enrollment_that_is_gone_or_whose_course_is_gone_is_no_course() {
    let visitor = Visitor::enrolled(|row| {
        let of = |name: &str| course(&row, name, json!(20), Value::Null, Value::Null);
        let gone = with(of("Latin"), &json!({ "status": "tobedeleted" }));
        let mut of_gone_course = of("Greek");
        of_gone_course["course"]["status"] = json!("TOBEDELETED");
        let running = course(&row, "Math", json!(60), Value::Null, Value::Null);
        vec![gone, of_gone_course, running]
    })
    .await;
    visitor.sees(&["Courses 1 Math", "of 60 XP"]).await;
    let me = visitor.me().await;
    assert_eq!(me["courses"].as_array().unwrap().len(), 1);
    assert_eq!(me["goals"]["dailyXp"], 60);
}

#[tokio::test]
async fn the_page_calls_a_student_by_the_preferred_name_and_the_api_by_the_official_one() {
    let record =
        json!({ "givenName": "Robert", "familyName": "Okafor", "preferredFirstName": "Rowan" });
    let visitor = Visitor::whose_record_has(record).await;
    visitor.sees(&["Rowan Okafor"]).await;
    assert!(!visitor.page().await.contains("Robert"));
    assert_eq!(visitor.me().await["name"], "Robert Okafor");
}
