//! Who may see whom.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use timeback::{Day, Freshness, SessionCache};

use super::{GUARDIAN, MAYA, TEACHER, client};
use crate::{
    clock::MINUTE,
    platform::{ACTIVITY, counts},
    world::{SIGN_OUT, STUDENT, World},
};

/// The list, and the pages of students and of nobody.
const PATHS: [&str; 6] = [
    "/students",
    MAYA,
    "/students/chidi-okafor",
    "/students/priya-raman",
    "/students/saoirse-obrien",
    "/students/nobody",
];

#[tokio::test]
async fn everyone_sees_exactly_their_own_students() {
    let world = World::new().await;
    for (email, statuses) in [
        (GUARDIAN, [200, 200, 200, 404, 404, 404]),
        // Saoirse goes to another school.
        (TEACHER, [200, 200, 200, 200, 404, 404]),
        (STUDENT, [200, 404, 404, 404, 404, 404]),
        ("busy@example.com", [200, 404, 404, 404, 404, 404]),
        ("stranger@example.com", [200, 404, 404, 404, 404, 404]),
    ] {
        let reader = world.student(email).await;
        for (path, status) in PATHS.into_iter().zip(statuses) {
            let page = reader.get(path).await;
            assert_eq!(page.status, status, "{email} {path}");
            let is_named = page.text().contains("Saoirse");
            assert!(!is_named, "{email} {path}: {}", page.text());
        }
    }
    for path in PATHS {
        assert_eq!(world.anonymous().get(path).await.location(), "/", "{path}");
    }
}

#[tokio::test]
async fn someone_elses_student_cannot_be_told_from_none() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    guardian.get("/students").await;
    world.platform.reset_requests().await;
    let foreign = guardian.get("/students/priya-raman").await.text();
    assert_eq!(foreign, guardian.get("/students/nobody").await.text());
    assert_eq!(world.platform.requests().await, counts(&[]));
}

#[tokio::test]
async fn each_look_at_a_student_is_in_the_log() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let looks = async || {
        let log = world.state.identity.audit_log().await.unwrap();
        let students = log.iter().filter(|entry| entry.action == "profile_read");
        let students =
            students.filter_map(|entry| entry.traits()["student"].as_str().map(String::from));
        students.collect::<Vec<_>>()
    };
    guardian.get("/students/priya-raman").await;
    assert_eq!(looks().await, [""; 0], "nothing was seen");
    guardian.get(MAYA).await;
    guardian.get(MAYA).await;
    assert_eq!(looks().await, ["maya-okafor"]);
    guardian.get("/students").await;
    assert_eq!(looks().await, ["maya-okafor", "chidi-okafor"]);
}

#[tokio::test]
async fn who_leaves_a_class_is_out_of_the_teachers_sight() {
    let world = World::new().await;
    let teacher = world.student(TEACHER).await;
    assert_eq!(teacher.get(MAYA).await.status, 200);
    let timeback = client(&world);
    for course in ["course-math-5", "course-reading-5", "course-science-5"] {
        let left = timeback.edubridge().unenroll("maya-okafor", course, None);
        left.await.unwrap();
    }
    world.clock.pass(15 * MINUTE);
    let page = teacher.get(MAYA).await;
    assert_eq!(page.status, 404, "{}", page.text());
    let text = teacher.get("/students").await.text();
    assert!(!text.contains("Maya") && text.contains("Priya"), "{text}");
}

#[tokio::test]
async fn while_the_roster_fails_nobody_is_shown() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let fault = json!([{ "route": "/ims/oneroster/rostering/v1p2/users/{id}", "status": 500 }]);
    world.platform.faults(fault).await;
    for path in ["/students", MAYA] {
        let text = guardian.get(path).await.text();
        assert!(
            text.contains("Timeback is not answering right now."),
            "{text}"
        );
        assert!(!text.contains("Maya"), "{text}");
    }
}

#[tokio::test]
async fn nothing_of_the_students_is_left_after_signing_out() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let copy = guardian.copy();
    assert_eq!(guardian.get(MAYA).await.status, 200);
    guardian.post_form(SIGN_OUT, &[]).await;
    assert_eq!(copy.get(MAYA).await.location(), "/");

    let cache = SessionCache::new(client(&world), 10, Duration::from_hours(1));
    let look = async || {
        let (day, patience) = (Day::Utc, Duration::from_secs(20));
        let parts = cache.student_parts_within("s", GUARDIAN, "maya-okafor", &day, patience);
        assert!(parts.await.unwrap().is_some());
        world.platform.requests().await[ACTIVITY]
    };
    world.platform.reset_requests().await;
    assert_eq!((look().await, look().await), (1, 1));
    cache.forget("s");
    assert!(!cache.may_have_students("s"));
    assert_eq!(look().await, 2);
}

#[tokio::test]
async fn a_student_s_profile_is_in_their_time_zone_beside_the_guardian_s_own() {
    let world = World::new().await;
    let cache = SessionCache::new(client(&world), 10, Duration::from_hours(1));
    let cache = cache.in_zone(&Day::parse("America/Chicago").unwrap());
    let own = cache.parts("s", GUARDIAN, Freshness::Cached).await.unwrap();
    world.platform.reset_requests().await;
    let looks = [
        ("Asia/Tokyo", "2026-11-21", 1),
        ("Asia/Tokyo", "2026-11-21", 1),
        ("Asia/Seoul", "2026-11-21", 2),
        ("Asia/Dubai", "2026-11-20", 3),
    ];
    for (zone, today, requests) in looks {
        let (day, patience) = (Day::parse(zone).unwrap(), Duration::from_secs(20));
        let look = cache.student_parts_within("s", GUARDIAN, "maya-okafor", &day, patience);
        let look = look.await.unwrap().unwrap();
        assert_eq!(look.parts.today.to_string(), today);
        assert_eq!(world.platform.requests().await[ACTIVITY], requests);
        assert!(Arc::ptr_eq(&cache.last_parts("s").unwrap(), &own));
    }
}

#[tokio::test]
async fn the_first_page_of_a_session_says_already_that_there_is_none() {
    let world = World::new().await;
    for email in [GUARDIAN, TEACHER, STUDENT, "stranger@example.com"] {
        let reader = world.student(email).await;
        let page = reader.get("/students/saoirse-obrien").await;
        assert_eq!(page.status, 404, "{email}");
    }
}
