//! Partial failures: one service is down, and the page shows the data of the others.

use serde_json::{Value, json};

use super::{
    browser::Browser,
    official_profile,
    platform::{ACTIVITY, COURSE_XP, counts},
    world::{ME, STUDENT, World},
};

pub const ANALYTICS: &str = "/edubridge/analytics/activity";
pub const ENROLLMENTS: &str = "/edubridge/enrollments/user/{id}";

const NO_XP: &str = "We can't see today's XP right now.";
const NO_COURSES: &str = "We can't see your courses right now.";

/// A student in a world in which these routes fail.
async fn without(routes: &[&str]) -> (World, Browser) {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let faults = routes
        .iter()
        .map(|route| json!({ "route": route, "status": 500 }));
    world.platform.faults(faults.collect()).await;
    (world, student)
}

#[tokio::test]
async fn without_analytics_the_page_shows_name_courses_and_goals_and_no_zero() {
    let (world, student) = without(&[ANALYTICS]).await;
    let page = student.get("/profile").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    world.platform.faults(json!([])).await;
    let profile = official_profile::profile(&world.platform, STUDENT).await;
    let course = profile["courses"][0]["name"].as_str().unwrap();
    for words in [
        profile["name"].as_str().unwrap(),
        course,
        NO_XP,
        "Today's goals",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for words in ["All time:", "Today 0", "0 of", "The last seven days"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn without_enrollments_the_page_shows_xp() {
    let (world, student) = without(&[ENROLLMENTS]).await;
    let text = student.get("/profile").await.text();
    world.platform.faults(json!([])).await;
    let xp = &official_profile::profile(&world.platform, STUDENT).await["xp"]["today"];
    let today = format!("Today {} XP", super::english::amount(xp.as_f64().unwrap()));
    for words in [today.as_str(), "All time:", NO_COURSES] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("You're not in a course yet"), "{text}");
}

#[tokio::test]
async fn the_api_returns_a_complete_profile_or_an_error() {
    for route in [ANALYTICS, ENROLLMENTS] {
        let (_world, student) = without(&[route]).await;
        assert_eq!(student.get("/profile").await.status, 200, "{route}");
        assert_eq!(student.get(ME).await.status, 502, "{route}");
    }
}

#[tokio::test]
async fn the_next_load_requests_the_missing_part_only() {
    let (world, student) = without(&[ANALYTICS]).await;
    student.get("/profile").await;
    world.platform.faults(json!([])).await;
    world.platform.reset_requests().await;
    // For a few seconds after a failure, pages use cached data.
    assert!(student.get("/profile").await.text().contains(NO_XP));
    assert_eq!(world.platform.requests().await, counts(&[]));
    world.clock.pass(std::time::Duration::from_secs(5));
    let text = student.get("/profile").await.text();
    assert!(
        text.contains("All time:") && !text.contains(NO_XP),
        "{text}"
    );
    let missing = counts(&[(ACTIVITY, 1), (COURSE_XP, 3)]);
    assert_eq!(world.platform.requests().await, missing);
}

#[tokio::test]
async fn each_course_shows_its_own_goal() {
    let world = World::new().await;
    let token = world.platform.token().await;
    let path = "/edubridge/enrollments/user/maya-okafor";
    let rows = world.platform.read(&token, path, &[]).await;
    let text = world.student(STUDENT).await.get("/profile").await.text();
    let goal = |row: &Value| row["metadata"]["goals"]["dailyXp"].as_f64();
    let goals: Vec<_> = rows["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(goal)
        .collect();
    assert_ne!(goals.len(), 0);
    for goal in goals {
        assert!(
            text.contains(&format!(" of {goal} XP today")),
            "{goal} in {text}"
        );
    }
}

#[tokio::test]
async fn an_ended_course_is_not_counted_as_current() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let course = |id: &str, end: Value| {
        json!({ "id": id, "role": "student", "beginDate": null, "endDate": end, "metadata": {},
            "course": { "id": id, "title": id, "metadata": {} }, "school": { "id": "s", "name": "s" } })
    };
    let rows = json!({ "data": [course("Latin", json!("2026-06-01T00:00:00Z")), course("Greek", Value::Null)] });
    let fault = json!([{ "route": ENROLLMENTS, "body": rows.to_string() }]);
    world.platform.faults(fault).await;
    let text = student.get("/profile").await.text();
    assert!(text.contains("Past and upcoming (1) Latin Ended"), "{text}");
    // The official profile has every enrollment, in the platform's order.
    let me = student.get(ME).await.json();
    assert_eq!(me["courses"][0]["id"], "Latin");
}

#[tokio::test]
async fn an_almost_reached_goal_is_open_and_shows_the_rest() {
    let world = World::new().await;
    let student = world.student("fractional@example.com").await;
    for (goal, missing, is_reached) in [
        (12.6, "0.1", false),
        (12.501, "0.01", false),
        (12.5, "", true),
    ] {
        let rows = json!({ "data": [{ "id": "e", "role": "student", "beginDate": null, "endDate": null,
            "metadata": { "goals": { "dailyXp": goal } }, "course": { "id": "c", "title": "c", "metadata": {} },
            "school": { "id": "s", "name": "s" } }] });
        let fault = json!([{ "route": ENROLLMENTS, "body": rows.to_string() }]);
        world.platform.faults(fault).await;
        world.sign_in(&student, "fractional@example.com").await;
        let page = student.get("/profile").await;
        let text = page.text();
        let words = format!("{missing} XP to today's goal.");
        assert_eq!(text.contains(&words), !is_reached, "{goal}: {text}");
        assert_eq!(text.contains("✓ reached"), is_reached, "{goal}: {text}");
        assert_eq!(
            text.contains("You reached today's goal."),
            is_reached,
            "{goal}: {text}"
        );
        assert_eq!(page.body.contains("ring full"), is_reached, "{goal}");
        let share = if is_reached {
            "value=\"100\""
        } else {
            "value=\"99\""
        };
        assert!(page.body.contains(share), "{goal}: {}", page.body);
    }
}
