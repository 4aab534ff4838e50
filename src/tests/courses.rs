//! Course codes from the app's `timeback.config.json`.

use std::{collections::BTreeSet, error::Error as _};

use serde_json::{Value, json};
use tempfile::TempDir;
use timeback_dashboard::server::{self, Settings};
use tokio_util::sync::CancellationToken;

use super::{
    clock::Clock,
    official_profile::APP_CONFIG,
    world::{ME, STUDENT, World},
};

const MATH: &str = "course-math-5";

/// The codes of this student's courses, by their ids.
async fn codes(world: &World) -> Vec<(String, String)> {
    let me = world.student(STUDENT).await.get(ME).await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let courses = me["courses"].as_array().unwrap().iter();
    courses
        .map(|course| (text(&course["id"]), text(&course["code"])))
        .collect()
}

#[tokio::test]
async fn a_profile_has_the_codes_of_the_configured_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("courses.json");
    let courses = json!({ "name": "Forge", "sensor": "https://forge.example.com", "courses": [
        { "subject": "Math", "grade": 5, "courseCode": "FORGE-5", "ids": { "staging": MATH, "production": "course-reading-5" } },
    ] });
    std::fs::write(&file, courses.to_string()).unwrap();
    let world = World::with(&[("TIMEBACK_CONFIG", file.to_str().unwrap())]).await;
    for (id, code) in codes(&world).await {
        let expected = if id == MATH { "FORGE-5" } else { id.as_str() };
        assert_eq!(code, expected);
    }
}

#[tokio::test]
async fn without_configuration_every_course_of_the_sandbox_has_a_code() {
    let world = World::new().await;
    assert!(
        codes(&world)
            .await
            .contains(&(MATH.into(), "MATH-5".into()))
    );
    let token = world.platform.token().await;
    let path = "/ims/oneroster/rostering/v1p2/courses";
    let taught = world
        .platform
        .read(&token, path, &[("limit", "1000")])
        .await;
    let file: Value = serde_json::from_str(APP_CONFIG).unwrap();
    let pairs = |courses: &Value, id: &str| -> BTreeSet<String> {
        let courses = courses["courses"].as_array().unwrap().iter();
        courses
            .map(|course| format!("{} {}", course.pointer(id).unwrap(), course["courseCode"]))
            .collect()
    };
    assert_eq!(pairs(&taught, "/sourcedId"), pairs(&file, "/ids/staging"));
}

#[tokio::test]
async fn an_invalid_file_stops_the_start() {
    let clock = Clock::new();
    let variable = |name: &str| (name == "TIMEBACK_CONFIG").then(|| "Cargo.toml".to_owned());
    let settings = Settings::from_variables(variable).unwrap();
    let sandbox = "http://127.0.0.1:9".parse().unwrap();
    let stopping = CancellationToken::new();
    let Err(error) = server::assemble(&settings, &sandbox, clock.env(), stopping).await else {
        panic!("it started");
    };
    assert_eq!(
        error.to_string(),
        "the courses in Cargo.toml cannot be used"
    );
    let cause = error.source().unwrap().to_string();
    assert!(cause.starts_with("the file is not JSON: "), "{cause}");
}
