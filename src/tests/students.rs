//! The pages of a guardian's and a teacher's students, and who may see whom.

use std::time::Duration;

use serde_json::json;
use timeback::{Config, SessionCache, Timeback, UserRecord};
use timeback_dashboard::ui::amount;

use super::{
    clock::MINUTE,
    platform::{ACTIVITY, COURSE_XP, ENROLLMENTS, TOKEN, USERS, counts},
    world::{ME, SIGN_OUT, STUDENT, World},
};

const GUARDIAN: &str = "guardian@example.com";
const TEACHER: &str = "teacher@example.com";
const MAYA: &str = "/students/maya-okafor";
const USER: &str = "GET /ims/oneroster/rostering/v1p2/users/{id}";
const CLASS_ENROLLMENTS: &str = "GET /ims/oneroster/rostering/v1p2/enrollments";
const CLASS_STUDENTS: &str = "GET /ims/oneroster/rostering/v1p2/classes/{id}/students";

/// The list, and the pages of students and of nobody.
const PATHS: [&str; 6] = [
    "/students",
    MAYA,
    "/students/chidi-okafor",
    "/students/priya-raman",
    "/students/saoirse-obrien",
    "/students/nobody",
];

fn client(world: &World) -> Timeback {
    let clock = world.clock.clone();
    Timeback::new(Config {
        clock: timeback::Clock::new(move || clock.now()),
        ..Config::sandbox(&world.platform.origin)
    })
}

fn ids(students: &[UserRecord]) -> Vec<&str> {
    students.iter().map(|student| student.id.as_str()).collect()
}

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
async fn a_card_has_the_figures_of_the_platform() {
    let world = World::new().await;
    let page = world.student(GUARDIAN).await.get("/students").await;
    let text = page.text();
    let maya = world.student(STUDENT).await.get(ME).await.json();
    let xp = amount(maya["xp"]["today"].as_f64().unwrap());
    // Forty in math, and twenty each in reading and science.
    for words in [
        "Maya Okafor".to_owned(),
        "Chidi Okafor".to_owned(),
        "Grade 8".to_owned(),
        format!("{xp} of 80 XP today"),
    ] {
        assert!(text.contains(&words), "{words} in {text}");
    }
    for link in [MAYA, "/students/chidi-okafor"] {
        assert!(page.body.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[tokio::test]
async fn a_students_page_is_theirs_without_what_is_for_them_alone() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let page = guardian.get(MAYA).await;
    let text = page.text();
    for words in ["Maya Okafor", "Grade 5", "The last seven days", "Math 5"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for words in ["Hi,", "Refresh", "All your days", "XP to go in"] {
        assert!(!text.contains(words), "{words} in {text}");
    }
    for mark in ["/history/", "/courses/", "class=\"launch\"", "data-refresh"] {
        assert!(!page.body.contains(mark), "{mark}");
    }
    let own = world.student(STUDENT).await.get("/profile").await.text();
    let total = own.split("All time: ").nth(1).unwrap();
    let total = total.split(" XP").next().unwrap();
    assert!(text.contains(&format!("All time: {total} XP")), "{text}");
}

#[tokio::test]
async fn the_way_to_the_students_is_shown_to_those_who_have_some() {
    let world = World::new().await;
    for (email, has_students) in [(GUARDIAN, true), (TEACHER, true), (STUDENT, false)] {
        let reader = world.student(email).await;
        let profile = reader.get("/profile").await.body;
        assert_eq!(profile.contains("/students"), has_students, "{email}");
        let later = reader.get("/account").await.body;
        assert_eq!(
            later.contains("href=\"/students\""),
            has_students,
            "{email}"
        );
    }
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
async fn a_list_costs_two_requests_for_each_student_and_nothing_after_it() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    world.platform.reset_requests().await;
    guardian.get("/students").await;
    let cold = [
        (TOKEN, 1),
        (USERS, 1),
        (USER, 3),
        (ENROLLMENTS, 2),
        (ACTIVITY, 2),
    ];
    assert_eq!(world.platform.requests().await, counts(&cold));
    guardian.get("/students").await;
    assert_eq!(world.platform.requests().await, counts(&cold));
    guardian.get(MAYA).await;
    guardian.get(MAYA).await;
    assert_eq!(world.platform.requests().await[COURSE_XP], 3);
}

#[tokio::test]
async fn a_teachers_list_costs_two_requests_for_each_class() {
    let world = World::new().await;
    let timeback = client(&world);
    let students = timeback
        .user()
        .students_of("ruth-castellanos")
        .await
        .unwrap();
    assert_eq!(
        ids(&students),
        ["chidi-okafor", "maya-okafor", "priya-raman"]
    );
    let expected = [
        (TOKEN, 1),
        (USER, 1),
        (CLASS_ENROLLMENTS, 4),
        (CLASS_STUDENTS, 3),
    ];
    assert_eq!(world.platform.requests().await, counts(&expected));
    for id in ["maya-okafor", "nobody"] {
        assert_eq!(timeback.user().students_of(id).await.unwrap(), [], "{id}");
    }
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
    assert_eq!(teacher.get(MAYA).await.status, 404);
    let text = teacher.get("/students").await.text();
    assert!(!text.contains("Maya") && text.contains("Priya"), "{text}");
}

#[tokio::test]
async fn what_fails_costs_its_own_card() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let fault = json!([{ "route": "/edubridge/analytics/activity", "status": 500, "times": 1 }]);
    world.platform.faults(fault).await;
    let text = guardian.get("/students").await.text();
    let missing = text.matches("We can't see today's XP right now.").count();
    assert_eq!(
        (missing, text.matches("XP today").count()),
        (1, 1),
        "{text}"
    );
}

#[tokio::test]
async fn while_the_roster_fails_nobody_is_shown() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    let fault = json!([{ "route": "/ims/oneroster/rostering/v1p2/users/{id}", "status": 500 }]);
    world.platform.faults(fault).await;
    assert_eq!(guardian.get(MAYA).await.status, 502);
    let text = guardian.get("/students").await.text();
    assert!(
        text.contains("Timeback is not answering right now."),
        "{text}"
    );
    assert!(!text.contains("Maya"), "{text}");
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
        let patience = Duration::from_secs(20);
        let parts = cache.student_parts_within("s", GUARDIAN, "maya-okafor", patience);
        assert!(parts.await.unwrap().is_some());
        world.platform.requests().await[ACTIVITY]
    };
    world.platform.reset_requests().await;
    assert_eq!((look().await, look().await), (1, 1));
    cache.forget("s");
    assert!(!cache.may_have_students("s"));
    assert_eq!(look().await, 2);
}
