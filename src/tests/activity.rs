//! Activity: stored durably, delivered once, and visible as XP.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{
    activities::{HEARTBEAT, SUBMIT, finished, fresh_xp, heartbeat, post, refusal, submission},
    browser::{Browser, ORIGIN},
    clock::MINUTE,
    world::{STUDENT, World},
};

#[tokio::test]
async fn completed_work_earns_the_submitted_xp() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let (today, all) = fresh_xp(&world, &student).await;
    for (number, xp) in [12.25, -3.0].into_iter().enumerate() {
        let answer = post(&student, SUBMIT, &finished(number, xp)).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    }
    world.platform.received(2).await;
    let (today_after, all_after) = fresh_xp(&world, &student).await;
    assert!(
        (today_after - today - 9.25).abs() < 1e-9,
        "{today} {today_after}"
    );
    assert!((all_after - all - 9.25).abs() < 1e-9, "{all} {all_after}");
}

#[tokio::test]
async fn late_work_is_in_the_total_after_the_next_refresh() {
    for (ended_at, is_shown) in [("2026-11-15", true), ("2026-09-01", false)] {
        let world = World::new().await;
        let student = world.student(STUDENT).await;
        let before = refreshed(&world, &student).await;
        let body = submission(&[
            ("endedAt", json!(format!("{ended_at}T15:00:00.000Z"))),
            ("metrics", json!({ "xpEarned": 7 })),
        ]);
        assert_eq!(post(&student, SUBMIT, &body).await.status, 204);
        world.platform.received(1).await;
        // The platform has the event a moment before the dashboard marks it as delivered.
        let mut after = refreshed(&world, &student).await;
        for _ in 0..100 {
            if after["all"] != before["all"] {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            after = refreshed(&world, &student).await;
        }
        let gained =
            |before: &Value, after: &Value| after.as_f64().unwrap() - before.as_f64().unwrap();
        assert!((gained(&before["all"], &after["all"]) - 7.0).abs() < 1e-9);
        let xp_of_day = |earned: &Value| {
            let days = earned["week"].as_array().unwrap();
            let day = days.iter().find(|day| day["date"] == ended_at);
            day.map(|day| day["xp"].clone())
        };
        let days = xp_of_day(&before).zip(xp_of_day(&after));
        assert_eq!(days.is_some(), is_shown);
        if let Some((before, after)) = days {
            assert!((gained(&before, &after) - 7.0).abs() < 1e-9);
        }
    }
}

/// The XP that a page shows after its button was pressed.
async fn refreshed(world: &World, student: &Browser) -> Value {
    world.clock.pass(std::time::Duration::from_secs(2));
    let fresh = [("fresh", "true")];
    let answer = student.post_server_fn("/api/get_profile", &fresh).await;
    answer.json()["earned"].clone()
}

#[tokio::test]
async fn the_same_submission_sent_twice_counts_once() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    for _ in 0..2 {
        assert_eq!(post(&student, SUBMIT, &submission(&[])).await.status, 204);
    }
    world.platform.received(1).await;
    assert_eq!(post(&student, SUBMIT, &submission(&[])).await.status, 204);
    assert_eq!(post(&student, SUBMIT, &finished(7, 1.0)).await.status, 204);
    world.platform.received(2).await;
    assert_eq!(world.platform.event_ids("maya-okafor").await.len(), 2);
}

#[tokio::test]
async fn time_spent_is_delivered_and_a_duplicate_heartbeat_is_reported() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    assert_eq!(post(&student, HEARTBEAT, &heartbeat(&[])).await.status, 204);
    world.platform.received(1).await;
    for _ in 0..2 {
        let again = post(&student, HEARTBEAT, &heartbeat(&[])).await;
        assert_eq!(
            (again.status, again.json()),
            (200, json!({ "duplicate": true }))
        );
    }
    let next = heartbeat(&[("startedAt", json!("2026-11-20T15:56:00Z"))]);
    assert_eq!(post(&student, HEARTBEAT, &next).await.status, 204);
    let other = world.student("fractional@example.com").await;
    assert_eq!(post(&other, HEARTBEAT, &heartbeat(&[])).await.status, 204);
    world.platform.received(3).await;
    world.clock.pass(6 * MINUTE);
    assert_eq!(
        post(&student, HEARTBEAT, &heartbeat(&[])).await.status,
        204,
        "forgotten"
    );
    world.platform.received(3).await;
}

#[tokio::test]
async fn anonymous_unknown_and_ambiguous_users_earn_nothing() {
    let world = World::new().await;
    let nobody = world.anonymous();
    let stranger = world.student("stranger@example.com").await;
    let twin = world.student("twins@example.com").await;
    for (path, body) in [(SUBMIT, submission(&[])), (HEARTBEAT, heartbeat(&[]))] {
        let told = |answer| refusal(&answer);
        let answer = post(&nobody, path, &body).await;
        assert_eq!(told(answer), (401, "UNAUTHORIZED".into()), "{path}");
        let answer = post(&stranger, path, &body).await;
        assert_eq!(told(answer), (404, "USER_NOT_FOUND".into()), "{path}");
        let answer = post(&twin, path, &body).await;
        assert_eq!(told(answer), (409, "USER_AMBIGUOUS".into()), "{path}");
    }
    assert_eq!(world.platform.caliper().await["events"], 0);
}

#[tokio::test]
async fn a_failed_lookup_stores_nothing() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let users = json!([{ "route": "/ims/oneroster/rostering/v1p2/users", "status": 500 }]);
    world.platform.faults(users).await;
    let answer = post(&student, SUBMIT, &submission(&[])).await;
    assert_eq!(refusal(&answer), (502, "USER_RESOLUTION_FAILED".into()));
}

#[tokio::test]
async fn the_details_name_the_invalid_field() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let too_many = json!({ "xpEarned": 1, "totalQuestions": 3, "correctQuestions": 4 });
    let one_count = json!({ "xpEarned": 1, "totalQuestions": 3 });
    for (path, body, field) in [
        (SUBMIT, submission(&[("runId", json!("run-1"))]), "runId"),
        (
            SUBMIT,
            submission(&[("metrics", too_many)]),
            "metrics.correctQuestions",
        ),
        (SUBMIT, submission(&[("metrics", one_count)]), "metrics"),
        (SUBMIT, json!([]), "id"),
        (
            HEARTBEAT,
            heartbeat(&[("elapsedMs", json!(-1))]),
            "elapsedMs",
        ),
        (HEARTBEAT, submission(&[]), "startedAt"),
    ] {
        let answer = post(&student, path, &body).await;
        assert_eq!(refusal(&answer), (400, "INVALID_PAYLOAD".into()), "{field}");
        let details = &answer.json()["error"]["details"];
        assert_eq!(details["field"], field);
        assert!(details["message"].is_string(), "{details}");
    }
    assert_eq!(world.platform.caliper().await["events"], 0);
}

#[tokio::test]
async fn an_invalid_json_body_is_rejected() {
    let world = World::new().await;
    let student = world.student(STUDENT).await;
    let deep = "[".repeat(10_000);
    for (content_type, body, status) in [
        ("application/json", "{\"id\":", 400),
        ("application/json", "", 400),
        (
            "application/json",
            "{\"metrics\":{\"xpEarned\":1e999}}",
            400,
        ),
        ("application/json", deep.as_str(), 400),
        ("text/plain", "{}", 415),
        ("application/x-www-form-urlencoded", "id=1", 415),
    ] {
        let request = Request::post(SUBMIT)
            .header("content-type", content_type)
            .header("origin", ORIGIN)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = student.send(request).await;
        assert_eq!(
            refusal(&answer),
            (status, "INVALID_PAYLOAD".into()),
            "{content_type} {body}"
        );
    }
}

#[tokio::test]
async fn an_unknown_or_unsynced_course_is_rejected() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("timeback.config.json");
    let courses = json!({ "name": "App", "sensor": "https://app.example", "courses": [
        { "subject": "Math", "grade": 5, "courseCode": "MATH-5" }
    ] });
    std::fs::write(&file, courses.to_string()).unwrap();
    let world = World::with(&[("TIMEBACK_CONFIG", &file.display().to_string())]).await;
    let student = world.student(STUDENT).await;
    for (path, body) in [
        (SUBMIT, submission as fn(&[(&str, Value)]) -> Value),
        (HEARTBEAT, heartbeat),
    ] {
        for course in [
            json!({ "code": "MATH-5" }),
            json!({ "subject": "Math", "grade": 5 }),
        ] {
            let answer = post(&student, path, &body(&[("course", course)])).await;
            assert_eq!(refusal(&answer), (503, "MISSING_SYNCED_COURSE_ID".into()));
        }
        for course in [
            json!({ "code": "math-5" }),
            json!({ "subject": "Math", "grade": 6 }),
        ] {
            let answer = post(&student, path, &body(&[("course", course)])).await;
            assert_eq!(refusal(&answer), (400, "UNKNOWN_COURSE".into()));
        }
    }
}
