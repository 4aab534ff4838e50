//! Deleted, disabled and duplicate records, and spellings of their values.

use serde_json::{Value, json};

use super::{MAYA, ME, Visitor, course, with};

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
        .sees(&["Timeback doesn't know this account yet."])
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
async fn one_record_listed_twice_is_one_user() {
    let visitor = Visitor::among(|user| vec![user.clone(), user]).await;
    assert_eq!(visitor.me().await["id"], MAYA);
}

#[tokio::test]
async fn an_inactive_record_gives_way_to_an_active_one_and_an_inactive_enrollment_is_no_course() {
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
async fn a_course_that_has_not_begun_is_announced_and_sets_no_goal() {
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
    let seen = ["of 60 XP", "Courses 2", "Latin Starts later"];
    visitor.sees(&seen).await;
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
