//! What the pages show, and what they cost.

use serde_json::json;
use timeback::UserRecord;

use super::{GUARDIAN, MAYA, TEACHER, client};
use crate::{
    english::amount,
    platform::{ACTIVITY, COURSE_XP, ENROLLMENTS, TOKEN, USERS, counts},
    world::{ME, STUDENT, World},
};

const USER: &str = "GET /ims/oneroster/rostering/v1p2/users/{id}";
const CLASS_ENROLLMENTS: &str = "GET /ims/oneroster/rostering/v1p2/enrollments";
const CLASS_STUDENTS: &str = "GET /ims/oneroster/rostering/v1p2/classes/{id}/students";

fn ids(students: &[UserRecord]) -> Vec<&str> {
    students.iter().map(|student| student.id.as_str()).collect()
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
    for mark in [
        "/history/",
        "/courses/",
        "class=\"launch\"",
        "/api/get_profile",
    ] {
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
async fn what_fails_costs_its_own_card() {
    let world = World::new().await;
    let guardian = world.student(GUARDIAN).await;
    // Each is asked for twice: two times in vain for one of them, and once for the other.
    let fault = json!([{ "route": "/edubridge/analytics/activity", "status": 500, "times": 3 }]);
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
async fn a_teacher_is_led_to_their_students_and_not_asked_for_their_classes_xp() {
    let world = World::new().await;
    let text = world.student(TEACHER).await.get("/profile").await.text();
    assert!(text.contains("See your students"), "{text}");
    for of_a_course in ["Math 5", "XP today", "Today's goals"] {
        assert!(!text.contains(of_a_course), "{of_a_course} in {text}");
    }
}
