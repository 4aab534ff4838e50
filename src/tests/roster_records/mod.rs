//! Variants of roster records: profiles of records as vendors and platforms write them.

mod records;
mod undecodable;

use serde_json::{Value, json};

use super::{
    browser::Browser,
    partial_profiles::{ANALYTICS, ENROLLMENTS},
    world::{ME, STUDENT, World},
};

const USERS: &str = "/ims/oneroster/rostering/v1p2/users";
const MAYA: &str = "maya-okafor";

/// A user whose platform returns configured responses.
struct Visitor {
    world: World,
    browser: Browser,
}

impl Visitor {
    /// The sandbox's first student, with `users` in the user lists.
    async fn among(users: impl FnOnce(Value) -> Vec<Value>) -> Self {
        Self::meeting(async |world| {
            let filter = [("filter", format!("email='{STUDENT}'"))];
            let answer = read(world, USERS, &filter).await;
            let users = users(answer["users"][0].clone());
            vec![(USERS, json!({ "users": users, "totalCount": users.len() }))]
        })
        .await
    }

    /// The same, with these fields of the student's record.
    async fn whose_record_has(fields: Value) -> Self {
        Self::among(|user| vec![with(user, &fields)]).await
    }

    /// The same, with these rows as enrollments.
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

    /// The same, with this activity.
    async fn who_did(change: impl FnOnce(&mut Value)) -> Self {
        Self::meeting(async |world| {
            let query = [
                ("studentId", MAYA.to_owned()),
                ("startDate", "2026-11-14T00:00:00Z".to_owned()),
                ("endDate", "2026-11-20T23:59:59.999Z".to_owned()),
            ];
            let mut answer = read(world, ANALYTICS, &query).await;
            change(&mut answer);
            vec![(ANALYTICS, answer)]
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

    /// The response of the official SDK's route.
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

/// An enrollment with this daily goal, in a course with this title, between these days.
fn course(row: &Value, name: &str, daily_xp: Value, begin: Value, end: Value) -> Value {
    let own = json!({ "id": name, "metadata": { "goals": {} } });
    let mut row = with(row.clone(), &own);
    row["beginDate"] = begin;
    row["endDate"] = end;
    row["course"]["id"] = json!(name);
    row["course"]["title"] = json!(name);
    row["metadata"]["goals"]["dailyXp"] = daily_xp;
    row
}
