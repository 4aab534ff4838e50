use serde_json::{Value, json};

use super::*;

fn parse(file: Value, environment: Environment) -> Result<AppConfig, Vec<String>> {
    AppConfig::parse(file.to_string().as_bytes(), environment)
        .map_err(|error| error.problems().iter().map(ToString::to_string).collect())
}

/// A file with these courses and a root sensor.
fn app(courses: Value) -> Value {
    json!({ "name": "Forge", "sensor": "https://forge.example.com", "courses": courses })
}

fn problems(courses: Value) -> Vec<String> {
    parse(app(courses), Environment::Staging).unwrap_err()
}

#[test]
fn a_course_is_found_by_id_by_code_and_by_subject_and_grade() {
    let app = parse(
        app(json!([
            { "subject": "Math", "grade": 3, "courseCode": "MATH-3", "ids": { "staging": "s3", "production": "p3" } },
            { "subject": "Other", "courseCode": "CS", "ids": null },
            { "subject": "Reading", "grade": 0, "ids": { "staging": "r0" } },
        ])),
        Environment::Production,
    )
    .unwrap();
    assert_eq!(app.course_code("p3"), Some("MATH-3"));
    assert_eq!(app.course_code("s3"), None);
    assert_eq!(
        app.find_by_code("CS").unwrap().synced_id(),
        Err(CourseError::NotSynced)
    );
    assert!(app.find_by_subject_and_grade("Reading", 0).is_some());
    let selector = CourseSelector::SubjectAndGrade {
        subject: "reading",
        grade: 0,
    };
    assert_eq!(app.select(selector), Err(CourseError::Unknown));
}

#[test]
fn the_local_environment_uses_the_settings_of_staging() {
    let file = app(json!([{
        "subject": "Math", "grade": 3, "ids": { "staging": "s3" },
        "overrides": { "staging": { "level": "easy" }, "production": { "level": "hard" } },
    }]));
    let course = |environment| parse(file.clone(), environment).unwrap().courses.remove(0);
    assert_eq!(course(Environment::Local), course(Environment::Staging));
    assert_eq!(
        course(Environment::Production).level.as_deref(),
        Some("hard")
    );
}

#[test]
fn overrides_take_precedence_and_goals_are_merged_one_by_one() {
    let file = json!({
        "name": "Forge", "sensor": "https://root.example.com",
        "defaults": { "level": "easy", "metadata": {
            "contactEmail": "who@example.com", "publishStatus": "draft",
            "goals": { "dailyXp": 10, "dailyLessons": 1, "dailyAccuracy": 80 },
            "metrics": { "totalXp": 1, "totalLessons": 2 },
        } },
        "courses": [{ "subject": "Math", "grade": 3, "metadata": {
            "publishStatus": "testing", "courseType": "hole-filling", "goals": { "dailyXp": 20.5 }, "metrics": { "totalXp": 900 },
        }, "overrides": { "staging": { "metadata": { "goals": { "dailyLessons": 3 } } } } }],
    });
    let course = parse(file, Environment::Staging).unwrap().courses.remove(0);
    let metadata = course.metadata;
    assert_eq!(course.level.as_deref(), Some("easy"));
    assert_eq!(metadata.publish_status, Some(PublishStatus::Testing));
    assert_eq!(metadata.course_type, Some(CourseType::HoleFilling));
    assert_eq!(metadata.contact_email.as_deref(), Some("who@example.com"));
    let goals = metadata.goals;
    assert_eq!(
        (goals.daily_xp, goals.daily_lessons, goals.daily_accuracy),
        (Some(20.5), Some(3.0), Some(80.0))
    );
    let metrics = metadata.metrics.unwrap();
    assert_eq!(
        (metrics.total_xp, metrics.total_lessons),
        (Some(900.0), None)
    );
}

#[test]
fn the_sensor_is_the_override_s_the_course_s_the_root_s_or_the_launch_url_s_origin() {
    let sensor = |root: Value, course: Value| {
        let mut file = json!({ "name": "Forge", "courses": [{ "subject": "Math", "grade": 3 }] });
        file.as_object_mut()
            .unwrap()
            .extend(root.as_object().unwrap().clone());
        file["courses"][0]
            .as_object_mut()
            .unwrap()
            .extend(course.as_object().unwrap().clone());
        parse(file, Environment::Staging).unwrap().courses[0]
            .sensor
            .as_str()
            .to_owned()
    };
    let over = json!({ "sensor": "https://course.example", "overrides": { "staging": { "sensor": "https://over.example/" } } });
    let root =
        json!({ "sensor": "https://root.example", "launchUrl": "https://launch.example/start" });
    assert_eq!(sensor(root.clone(), over), "https://over.example/");
    assert_eq!(
        sensor(root.clone(), json!({ "sensor": "https://course.example" })),
        "https://course.example"
    );
    assert_eq!(
        sensor(root.clone(), json!({ "launchUrl": "https://own.example" })),
        "https://root.example"
    );
    assert_eq!(
        sensor(
            json!({ "launchUrl": "https://launch.example:8443/start" }),
            json!({})
        ),
        "https://launch.example:8443"
    );
}

#[test]
fn all_problems_are_reported_at_once_by_path() {
    let file = json!({
        "courses": [
            { "subject": "Math", "grade": 3, "courseCode": "MATH" },
            { "subject": "Math", "grade": 3, "courseCode": "MATH", "sensor": "ftp://forge.example.com" },
            { "subject": "Maths", "grade": 14, "launchUrl": "forge.example.com" },
            { "subject": "Math", "metadata": { "courseType": "extra", "goals": { "dailyXp": "20" } }, "sensor": "https://x.example" },
            { "grade": 4, "courseCode": " ", "sensor": "https://x.example", "overrides": { "production": { "metadata": [] } } },
            7,
        ],
    });
    assert_eq!(
        parse(file, Environment::Staging).unwrap_err(),
        [
            "name: is missing",
            "courses[0]: needs a sensor: its own, one for the whole file, or a launchUrl to take the origin of",
            "courses[1].sensor: must be a URL that begins with https:// or http://",
            "courses[1]: another course has the same subject and grade (courses[0])",
            "courses[1].courseCode: another course has the same code (courses[0])",
            "courses[2].launchUrl: must be a URL that begins with https:// or http://",
            "courses[2].subject: must be one of Reading, Language, Vocabulary, Social Studies, Writing, Science, FastMath, Math, None, Other",
            "courses[2].grade: must be -1 to 13",
            "courses[3].metadata.courseType: must be one of base, hole-filling, optional",
            "courses[3].metadata.goals.dailyXp: must be a number, 0 or more",
            "courses[3]: needs a grade or a courseCode",
            "courses[4].overrides.production.metadata: must be an object",
            "courses[4].subject: is missing",
            "courses[4].courseCode: must be text that is not empty",
            "courses[5]: must be an object",
        ]
    );
}

#[test]
fn grades_that_are_not_whole_or_not_numbers_are_refused() {
    for grade in [json!(3.5), json!("3"), json!(-2), json!(1e300), json!(true)] {
        assert_eq!(
            problems(json!([{ "subject": "Math", "grade": grade }])),
            ["courses[0].grade: must be -1 to 13"]
        );
    }
}

#[test]
fn an_unreadable_or_invalid_file_is_an_error() {
    let error = |json: &[u8]| {
        AppConfig::parse(json, Environment::Local)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(error(b"[]"), "the file: must be an object");
    assert_eq!(
        error(b"{} {}"),
        "the file is not JSON: trailing characters at line 1 column 4"
    );
    let missing = AppConfig::read("/nowhere/timeback.config.json", Environment::Local);
    assert!(matches!(missing, Err(AppConfigError::Unreadable(_))));
}

#[test]
fn unknown_keys_are_ignored() {
    let mut file = app(json!([{ "subject": "Math", "grade": 3, "colour": "red" }]));
    file["$schema"] = json!("https://timeback.dev/schema.json");
    assert_eq!(parse(file, Environment::Local).unwrap().courses.len(), 1);
}
