//! Deleted, disabled and duplicate records, and spellings of their values.

use serde_json::{Value, json};

use super::{MAYA, ME, Visitor, course, with};

#[tokio::test]
async fn past_and_future_courses_set_no_goal() {
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
    visitor.sees(&["of 60 XP", "of 60 XP today"]).await;
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
async fn grades_are_parsed_from_codes_words_and_numbers() {
    for (grades, grade, words) in [
        (json!(["KG"]), 0, "Kindergarten"),
        (json!(["Pre-K"]), -1, "Pre-K"),
        (json!(["Grade 4"]), 4, "Grade 4"),
        (json!(["03", "4th grade", "UG"]), 4, "Grade 4"),
        (json!([4, " 3 "]), 4, "Grade 4"),
        (json!([null, { "grade": 9 }, " 5 "]), 5, "Grade 5"),
        (json!("5"), 5, "Grade 5"),
    ] {
        let visitor = Visitor::whose_record_has(json!({ "grades": grades })).await;
        visitor.sees(&[words]).await;
        assert_eq!(visitor.me().await["grade"], grade, "{grades}");
    }
    let visitor = Visitor::whose_record_has(json!({ "grades": ["PS", "Other"] })).await;
    assert!(visitor.me().await.get("grade").is_none());
}

#[tokio::test]
async fn a_deleted_record_does_not_make_an_address_ambiguous() {
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
async fn a_deleted_user_is_unknown() {
    let gone = json!({ "status": "tobedeleted" });
    let visitor = Visitor::whose_record_has(gone).await;
    visitor
        .sees(&["Timeback doesn't know this account yet."])
        .await;
    assert_eq!(visitor.browser.get(ME).await.status, 404);
}

#[tokio::test]
async fn an_enabled_record_takes_precedence_over_a_disabled_one() {
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
async fn one_record_listed_twice_is_one_user() {
    let visitor = Visitor::among(|user| vec![user.clone(), user]).await;
    assert_eq!(visitor.me().await["id"], MAYA);
}

#[tokio::test]
async fn inactive_records_and_enrollments_are_ignored() {
    let inactive = json!({ "sourcedId": "old", "status": "inactive" });
    let visitor = Visitor::among(|user| vec![with(user.clone(), &inactive), user]).await;
    assert_eq!(visitor.me().await["id"], MAYA);
    let visitor = Visitor::enrolled(|row| {
        let of = |name: &str, xp: u8| course(&row, name, json!(xp), Value::Null, Value::Null);
        let inactive = with(of("Latin", 20), &json!({ "status": "inactive" }));
        vec![inactive, of("Math", 60)]
    })
    .await;
    visitor.sees(&["Courses 1 Math", "of 60 XP"]).await;
}

#[tokio::test]
async fn a_future_course_is_announced_without_a_goal() {
    let visitor = Visitor::enrolled(|row| {
        let of =
            |name: &str, xp: u8, begin: Value| course(&row, name, json!(xp), begin, Value::Null);
        vec![
            of("Latin", 20, json!("2027-01-11T00:00:00Z")),
            of("Art", 0, Value::Null),
            of("Math", 60, Value::Null),
        ]
    })
    .await;
    let seen = [
        "of 60 XP",
        "Courses 2",
        "Past and upcoming (1) Latin Starts later",
    ];
    visitor.sees(&seen).await;
}

#[tokio::test]
async fn a_deleted_enrollment_or_course_is_not_listed() {
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
async fn the_page_uses_the_preferred_name_and_the_api_the_official_one() {
    let record =
        json!({ "givenName": "Robert", "familyName": "Okafor", "preferredFirstName": "Rowan" });
    let visitor = Visitor::whose_record_has(record).await;
    visitor.sees(&["Rowan Okafor"]).await;
    assert!(!visitor.page().await.contains("Robert"));
    assert_eq!(visitor.me().await["name"], "Robert Okafor");
}
