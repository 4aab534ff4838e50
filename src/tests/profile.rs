//! The profile page.

use super::{
    english::amount,
    official_profile,
    platform::counts,
    world::{STUDENT, World},
};

#[tokio::test]
async fn xp_totals_are_the_sums_of_the_platform_s_facts() {
    let world = World::new().await;
    for email in [
        STUDENT,
        "negative@example.com",
        "fractional@example.com",
        "busy@example.com",
    ] {
        let xp = &official_profile::profile(&world.platform, email).await["xp"];
        let (today, all) = (
            amount(xp["today"].as_f64().unwrap()),
            amount(xp["all"].as_f64().unwrap()),
        );
        let text = world.student(email).await.get("/profile").await.text();
        assert!(
            text.contains(&format!("Today {today} XP")),
            "{email}: {today} in {text}"
        );
        assert!(
            text.contains(&format!("All time: {all} XP")),
            "{email}: {all} in {text}"
        );
    }
}

#[tokio::test]
async fn the_page_shows_name_school_courses_and_goals() {
    let world = World::new().await;
    let profile = official_profile::profile(&world.platform, STUDENT).await;
    let text = world.student(STUDENT).await.get("/profile").await.text();
    for words in [
        &profile["name"],
        &profile["school"]["name"],
        &profile["courses"][0]["name"],
        &profile["courses"][2]["name"],
    ] {
        assert!(text.contains(words.as_str().unwrap()), "{words} in {text}");
    }
    assert!(
        text.contains(&format!("Grade {}", profile["grade"])),
        "{text}"
    );
    // All of Maya's courses run: 40, 20 and 20 XP a day.
    assert!(text.contains("of 80 XP"), "{text}");
    assert_eq!(profile["goals"]["dailyXp"], 40, "the official shape stays");
}

#[tokio::test]
async fn anonymous_visitors_are_redirected_to_sign_in() {
    let world = World::new().await;
    for page in ["/profile", "/examples"] {
        assert_eq!(world.anonymous().get(page).await.location(), "/", "{page}");
    }
    let door = world.anonymous().get("/").await;
    assert_eq!(door.status, 200);
    assert!(door.text().contains("Sign in with Timeback"));
    assert_eq!(world.platform.requests().await, counts(&[]));
}

#[tokio::test]
async fn an_unknown_page_is_404() {
    let world = World::new().await;
    for browser in [world.anonymous(), world.student(STUDENT).await] {
        for path in ["/nowhere", "/profile/nowhere", "/api/nowhere"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 404, "{path}");
            assert!(
                page.text().contains("Page not found"),
                "{path}: {}",
                page.text()
            );
        }
    }
}

#[tokio::test]
async fn personal_pages_are_not_cached() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for path in [
        "/profile",
        "/examples",
        "/",
        "/api/timeback/user/me",
        "/api/timeback/user/verify",
    ] {
        assert_eq!(
            student.get(path).await.header("cache-control"),
            Some("private, no-store"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn examples_show_the_hook_and_its_code() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let xp = student.get("/api/timeback/user/me").await.json()["xp"]["today"]
        .as_f64()
        .unwrap();
    let page = student.get("/examples").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for words in [
        "Load Profile",
        &format!("XP: {}", amount(xp)),
        "pub fn AutoProfile() -> impl IntoView",
        "pub fn ProfileButton() -> impl IntoView",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[tokio::test]
async fn yesterday_s_profile_is_loaded_again() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world.platform.reset_requests().await;
    world.clock.pass(9 * super::clock::HOUR);
    assert_eq!(student.get("/profile").await.status, 200);
    assert!(!world.platform.requests().await.is_empty());
}
