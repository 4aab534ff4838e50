//! Refreshing the profile: by form, and by an island.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::{
    browser::{Answer, Browser, ORIGIN},
    platform::{ACTIVITY, ENROLLMENTS, USERS, counts},
    world::{STUDENT, World},
};

const REFRESH: &str = "/api/get_profile";

/// Presses the page's button; returns path and query of the redirect.
async fn press(student: &Browser) -> String {
    let answer = student.post_form(REFRESH, &[("fresh", "true")]).await;
    assert_eq!(answer.status, 302, "{}", answer.body);
    let address = answer.location();
    address
        .strip_prefix(ORIGIN)
        .expect("an address of ours")
        .trim_end_matches('?')
        .to_owned()
}

#[tokio::test]
async fn a_refresh_by_form_reloads_and_redirects_to_the_page() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let before = student.get("/profile").await;
    assert!(
        before.body.contains(&format!("action=\"{REFRESH}\"")),
        "the page has the form"
    );
    world.platform.reset_requests().await;
    let back = press(&student).await;
    assert_eq!(back, "/profile");
    assert_eq!(
        world.platform.requests().await,
        counts(&[(USERS, 1), (ENROLLMENTS, 1), (ACTIVITY, 1)])
    );
    assert!(student.get(&back).await.text().contains("All time:"));
}

#[tokio::test]
async fn a_failed_refresh_shows_the_reason_and_the_last_profile() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let before = student.get("/profile").await.text();
    world
        .platform
        .faults(json!([{ "route": "/edubridge/analytics/activity", "status": 500 }]))
        .await;
    let back = press(&student).await;
    assert!(back.starts_with("/profile?"), "{back}");
    let page = student.get(&back).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("Timeback is not answering right now."),
        "{}",
        page.text()
    );
    let figures = before.split("All time:").nth(1).unwrap();
    assert!(
        page.text().contains(figures),
        "{figures} in {}",
        page.text()
    );
}

#[tokio::test]
async fn the_next_refresh_clears_the_reason() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world
        .platform
        .faults(json!([{ "route": "/edubridge/analytics/activity", "status": 500, "times": 2 }]))
        .await;
    press(&student).await;
    let text = student.get(&press(&student).await).await.text();
    assert!(
        !text.contains("not answering") && text.contains("All time:"),
        "{text}"
    );
}

#[tokio::test]
async fn an_island_gets_json_and_error_statuses() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let answer = student.post_server_fn(REFRESH, &[("fresh", "true")]).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let report = answer.json();
    assert_eq!(
        (&report["student"]["id"], &report["age_seconds"]),
        (&json!("maya-okafor"), &json!(0))
    );
    assert_eq!(report["earned"]["week"].as_array().unwrap().len(), 7);

    for (email, status, error) in [
        ("stranger@example.com", 404, "NotInTimeback"),
        ("twins@example.com", 409, "Ambiguous"),
    ] {
        let refused = world
            .student(email)
            .await
            .post_server_fn(REFRESH, &[])
            .await;
        assert_eq!(
            (refused.status, refused.json()),
            (status, json!(error)),
            "{email}"
        );
    }
}

#[tokio::test]
async fn an_island_without_a_session_gets_nothing() {
    let world = World::new().await;
    for endpoint in [REFRESH, "/api/verify"] {
        let refused = world.anonymous().post_server_fn(endpoint, &[]).await;
        assert_eq!(
            (refused.status, refused.json()),
            (401, json!("SignedOut")),
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn an_error_in_the_url_shows_no_text_of_its_own() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for crafted in ["IkNhbGwgNTU1Ig==", "%%%", "e30=", ""] {
        let page = student
            .get(&format!(
                "/profile?__path=%2Fapi%2Fget_profile&__err={crafted}"
            ))
            .await;
        assert_eq!(page.status, 200, "{crafted}");
        assert!(!page.body.contains("555"), "{crafted}");
    }
}

/// Sends what the island sends.
async fn refresh_content(student: &Browser) -> Answer {
    let request = Request::post("/profile/content")
        .header("sec-fetch-site", "same-origin")
        .header("origin", ORIGIN);
    student.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_refresh_by_the_island_gets_the_page_s_content_from_timeback_anew() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let page = student.get("/profile").await;
    world.platform.reset_requests().await;
    let answer = refresh_content(&student).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(page.text().contains(&answer.text()), "{}", answer.text());
    assert_eq!(
        world.platform.requests().await,
        counts(&[(USERS, 1), (ENROLLMENTS, 1), (ACTIVITY, 1)])
    );
}

#[tokio::test]
async fn a_refresh_by_the_island_that_fails_is_a_message_and_no_content() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    student.get("/profile").await;
    world
        .platform
        .faults(json!([{ "route": "/ims/oneroster/rostering/v1p2/users", "status": 500 }]))
        .await;
    let answer = refresh_content(&student).await;
    assert_eq!(answer.status, 502);
    assert_eq!(
        answer.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(
        answer.body,
        "Timeback is not answering right now. Please try again in a moment."
    );
    let signed_out = refresh_content(&world.anonymous()).await;
    assert_eq!(signed_out.status, 401);
}

#[tokio::test]
async fn a_student_who_left_timeback_is_shown_the_way_on() {
    let world = World::new().await;
    let stranger = world.student("stranger@example.com").await;
    let answer = refresh_content(&stranger).await;
    assert_eq!(answer.status, 404);
    assert!(
        answer
            .text()
            .contains("Timeback doesn't know this account yet.")
    );
}
