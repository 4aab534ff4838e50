//! The history, by weeks and months, of all XP and of one subject, app or course; and what a day's XP are made of.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    activities::{SUBMIT, finished, post},
    clock::NOW,
    english::amount,
    platform::{ACTIVITY, COURSE_XP, ENROLLMENTS, Platform, TOKEN, USERS, counts},
    world::{STUDENT, World},
};

const MAYA: &str = "maya-okafor";

/// Rows of day, subject and XP from the platform's facts at this path.
async fn rows(
    platform: &Platform,
    path: &str,
    student: Option<&str>,
) -> Vec<(String, String, f64)> {
    let token = platform.token().await;
    let end = format!("{}T23:59:59.999Z", today());
    let mut query = vec![
        ("startDate", "2000-01-01T00:00:00.000Z"),
        ("endDate", end.as_str()),
    ];
    query.extend(student.map(|id| ("studentId", id)));
    let answer = platform.read(&token, path, &query).await;
    let days = answer["facts"].as_object().unwrap().iter();
    days.flat_map(|(day, subjects)| {
        let subjects = subjects.as_object().unwrap().iter();
        subjects.map(|(subject, facts)| {
            let xp = facts["activityMetrics"]["xpEarned"].as_f64().unwrap();
            (day.clone(), subject.clone(), xp)
        })
    })
    .collect()
}

async fn activity(platform: &Platform, student: &str) -> Vec<(String, String, f64)> {
    rows(platform, "/edubridge/analytics/activity", Some(student)).await
}

fn today() -> &'static str {
    NOW.split_once('T').unwrap().0
}

fn sum<'r>(rows: impl Iterator<Item = &'r (String, String, f64)>) -> String {
    amount(rows.map(|(_, _, xp)| xp).sum())
}

#[tokio::test]
async fn years_and_months_are_the_sums_of_the_platform_s_facts() {
    let world = World::new().await;
    for (email, id) in [(STUDENT, MAYA), ("busy@example.com", "chidi-okafor")] {
        let rows = activity(&world.platform, id).await;
        let text = world.student(email).await.get("/history").await.text();
        let mut years = BTreeMap::<&str, Vec<_>>::new();
        for row in &rows {
            years.entry(&row.0[..4]).or_default().push(row.clone());
        }
        for (year, rows) in years {
            let words = format!("{year} {} XP By month", sum(rows.iter()));
            assert!(text.contains(&words), "{email}: {words} in {text}");
            let of_month = |row: &&(String, String, f64)| row.0[5..7] == *"10";
            let october = format!("Oct {}", sum(rows.iter().filter(of_month)));
            if rows.iter().any(|row| of_month(&row)) {
                assert!(
                    text.contains(&october),
                    "{email} {year}: {october} in {text}"
                );
            }
        }
    }
}

#[tokio::test]
async fn one_can_step_from_week_to_week_and_not_into_the_future() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let page = student.get("/history?week=2026-11-04").await;
    let rows = activity(&world.platform, MAYA).await;
    let of_week = rows
        .iter()
        .filter(|(day, ..)| ("2026-11-02"..="2026-11-08").contains(&day.as_str()));
    let text = page.text();
    assert!(text.contains("Nov 2 – Nov 8"), "{text}");
    let week = format!("This week: {} XP", sum(of_week));
    assert!(text.contains(&week), "{week} in {text}");
    for link in ["/history?week=2026-10-26", "/history?week=2026-11-09"] {
        assert!(page.body.contains(link), "{link} in {}", page.body);
    }
    let now = student.get("/history?week=2030-01-01").await;
    assert!(!now.text().contains("Week after") && now.text().contains("Week before"));
}

#[tokio::test]
async fn a_subject_and_an_app_have_a_history_of_their_own() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let rows = activity(&world.platform, MAYA).await;
    let math = rows.iter().filter(|row| row.1 == "Math");
    let text = student.get("/history?show=subject%3AMath").await.text();
    let year = format!("2026 {} XP By month", sum(math));
    assert!(text.contains(&year), "{year} in {text}");
    assert!(!text.contains("Goal:"), "a goal is for all XP: {text}");
    let app = student.get("/history?show=app%3AStepstone%20Math").await;
    assert_eq!(app.status, 200);
    let nothing = student.get("/history?show=subject%3ALatin").await.text();
    assert!(nothing.contains("No XP yet."), "{nothing}");
}

#[tokio::test]
async fn the_history_costs_what_the_profile_costs_and_nothing_after_it() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    world.platform.reset_requests().await;
    student.get("/history").await;
    let cold = counts(&[(TOKEN, 1), (USERS, 1), (ENROLLMENTS, 1), (ACTIVITY, 1)]);
    assert_eq!(world.platform.requests().await, cold);
    student.get("/history?week=2026-10-05").await;
    assert_eq!(world.platform.requests().await, cold);
    student.get("/courses/course-math-5").await;
    student.get("/courses/course-math-5?week=2026-10-05").await;
    assert_eq!(world.platform.requests().await[COURSE_XP], 1);
}

#[tokio::test]
async fn a_day_opens_to_its_work_and_says_why_some_earned_nothing() {
    let world = World::new().await;
    let student = world.student("negative@example.com").await;
    let text = student.get(&format!("/history/{}", today())).await.text();
    assert!(
        text.contains("XP was taken back. That happens when answers are rushed."),
        "{text}"
    );
    assert!(text.contains("−"), "{text}");
    let quiet = student.get("/history/2001-02-03").await.text();
    assert!(
        quiet.contains("Saturday, February 3, 2001")
            && quiet.contains("Nothing was done on this day."),
        "{quiet}"
    );
    assert_eq!(student.get("/history/yesterday").await.status, 404);
}

#[tokio::test]
async fn a_day_lists_what_was_finished() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    assert_eq!(post(&student, SUBMIT, &finished(1, 7.25)).await.status, 204);
    world.platform.received(1).await;
    let text = student.get(&format!("/history/{}", today())).await.text();
    assert!(text.contains("Finished"), "{text}");
    assert!(text.contains("7.25 XP"), "{text}");
}

#[tokio::test]
async fn while_results_fail_a_day_still_shows_its_work() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let results = "/ims/oneroster/gradebook/v1p2/assessmentResults";
    world
        .platform
        .faults(json!([{ "route": results, "status": 500 }]))
        .await;
    let page = student.get(&format!("/history/{}", today())).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("XP that day") && page.text().contains("Subject"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn a_course_has_its_own_weeks_and_only_its_students_see_it() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let path = "/edubridge/analytics/enrollment/enrollment-maya-okafor-math-5";
    let rows = rows(&world.platform, path, None).await;
    assert_ne!(rows.len(), 0);
    let text = student.get("/courses/course-math-5").await.text();
    for words in [
        "Math 5".to_owned(),
        format!("XP so far {}", sum(rows.iter())),
    ] {
        assert!(text.contains(&words), "{words} in {text}");
    }
    // Whether or not anything is known of the student yet.
    for reader in [student, world.student(STUDENT).await] {
        for id in ["course-math-8", "nothing"] {
            let page = reader.get(&format!("/courses/{id}")).await;
            assert_eq!(page.status, 404, "{id}");
        }
    }
}

#[tokio::test]
async fn each_course_card_has_the_xp_of_its_own_facts() {
    let world = World::new().await;
    let text = world.student(STUDENT).await.get("/profile").await.text();
    for (name, goal) in [("math", 40), ("reading", 20), ("science", 20)] {
        let path = format!("/edubridge/analytics/enrollment/enrollment-maya-okafor-{name}-5");
        let rows = rows(&world.platform, &path, None).await;
        let xp = sum(rows.iter().filter(|(day, ..)| day == today()));
        let words = format!("{xp} of {goal} XP today");
        assert!(text.contains(&words), "{name}: {words} in {text}");
        let all = sum(rows.iter());
        assert!(text.contains(&all), "{name}: {all} in {text}");
    }
}

#[tokio::test]
async fn who_is_not_signed_in_sees_no_history() {
    let world = World::new().await;
    for path in ["/history", "/history/2026-11-20", "/courses/course-math-5"] {
        assert_eq!(world.anonymous().get(path).await.location(), "/", "{path}");
    }
}

#[tokio::test]
async fn while_xp_cannot_be_loaded_the_history_says_so() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let fault: Value = json!([{ "route": "/edubridge/analytics/activity", "status": 500 }]);
    world.platform.faults(fault).await;
    let page = student.get("/history").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("We can't see your XP right now."),
        "{}",
        page.text()
    );
}
