//! Enrolling, unenrolling, propagating goals, and listing users.

use serde_json::{Map, json};
use timeback::{
    Goals,
    edubridge::{EnrollmentMetadata, NewEnrollment, Role, UsersQuery},
    oneroster::RoleName,
};

use super::{MAYA, World};

const THEO: &str = "theo-lindqvist";

fn wishing(daily_xp: f64) -> NewEnrollment {
    let goals = Goals {
        daily_xp: Some(daily_xp),
        ..Goals::default()
    };
    let metadata = EnrollmentMetadata {
        goals: Some(goals),
        student_specific_goals: Some(true),
        rest: Map::from_iter([("cohort".to_owned(), json!("spring"))]),
        ..EnrollmentMetadata::default()
    };
    NewEnrollment {
        sourced_id: Some("enrollment-of-a-story".into()),
        metadata: Some(metadata),
        ..NewEnrollment::default()
    }
}

#[tokio::test]
async fn a_student_is_enrolled_and_unenrolled() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let enrollment = edubridge
        .enroll(THEO, "course-math-3", None, &wishing(15.0))
        .await
        .unwrap();
    assert_eq!(enrollment.id, "enrollment-of-a-story");
    assert_eq!(
        (&enrollment.role, enrollment.course.title.as_str()),
        (&Role::Student, "Math 3")
    );
    assert_eq!(enrollment.metadata.goals.unwrap().daily_xp, Some(15.0));
    assert_eq!(
        enrollment.begin_date,
        Some("2026-11-20T00:00:00Z".parse().unwrap())
    );
    assert_eq!(
        edubridge.list_enrollments(THEO).await.unwrap(),
        [enrollment]
    );
    let raw = world
        .raw(&format!("/edubridge/enrollments/user/{THEO}"), &[])
        .await;
    assert_eq!(raw["data"][0]["id"], "enrollment-of-a-story");
    edubridge
        .unenroll(THEO, "course-math-3", None)
        .await
        .unwrap();
    let left = edubridge.list_enrollments(THEO).await.unwrap();
    assert_eq!(left, Vec::new());
}

#[tokio::test]
async fn enrolling_and_unenrolling_accept_a_school() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let (course, school) = ("course-math-3", Some("org-lakeside"));
    let teacher = NewEnrollment {
        role: Some(Role::Teacher),
        ..NewEnrollment::default()
    };
    let enrollment = edubridge.enroll(THEO, course, school, &teacher).await;
    let enrollment = enrollment.unwrap();
    assert_eq!(enrollment.role, Role::Teacher);
    assert_eq!(enrollment.school.unwrap().id, "org-lakeside");
    edubridge.unenroll(THEO, course, school).await.unwrap();
    let left = edubridge.list_enrollments(THEO).await.unwrap();
    assert_eq!(left, Vec::new());
    let error = edubridge
        .unenroll("nobody", course, None)
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

/// Propagates the course's goals after Theo was enrolled; returns the number of enrollments, and Theo's and Maya's
/// daily XP goals.
async fn hand_down_to(theo: &NewEnrollment) -> (u64, [Option<f64>; 2]) {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let course = "course-math-5";
    edubridge.enroll(THEO, course, None, theo).await.unwrap();
    let first = edubridge.propagate_goals(course).await.unwrap();
    assert_eq!(first.errors, Vec::<String>::new());
    assert_eq!(edubridge.reset_goals(course).await.unwrap(), first);
    let daily_xp = async |student: &str| {
        let enrollments = edubridge.list_enrollments(student).await.unwrap();
        let in_course = enrollments.iter().find(|row| row.course.id == course);
        in_course.unwrap().metadata.goals.unwrap().daily_xp
    };
    (first.updated, [daily_xp(THEO).await, daily_xp(MAYA).await])
}

#[tokio::test]
async fn goals_are_propagated_except_to_individual_ones() {
    let (with_theo, [theo, maya]) = hand_down_to(&NewEnrollment::default()).await;
    assert!(maya.is_some());
    assert_eq!(theo, maya);
    let (without_theo, goals) = hand_down_to(&wishing(15.5)).await;
    assert_eq!(without_theo, with_theo - 1);
    assert_eq!(goals, [Some(15.5), maya]);
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    edubridge
        .reset_progress(MAYA, "course-math-5")
        .await
        .unwrap();
    let errors = [
        edubridge.reset_progress(MAYA, "course-alchemy").await.err(),
        edubridge.propagate_goals("course-alchemy").await.err(),
        edubridge
            .get_default_class("course-alchemy", None)
            .await
            .err(),
    ];
    for error in errors.map(Option::unwrap) {
        assert!(error.is_not_found(), "{error}");
    }
}

#[tokio::test]
async fn a_course_has_a_class_at_each_school() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let anywhere = edubridge.get_default_class("course-math-5", None).await;
    let anywhere = anywhere.unwrap();
    let lakeside = edubridge
        .get_default_class("course-math-5", Some("org-lakeside"))
        .await
        .unwrap();
    assert_eq!(anywhere.course, lakeside.course);
    assert_eq!(
        (anywhere.course.id.as_str(), &anywhere.subjects[..]),
        ("course-math-5", &["Math".to_owned()][..])
    );
    assert_ne!(anywhere.id, lakeside.id);
}

#[tokio::test]
async fn users_are_listed_by_role_and_page() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let mut query = UsersQuery {
        limit: 4,
        ..UsersQuery::new(RoleName::Student)
    };
    let mut ids = Vec::new();
    let total = loop {
        let page = edubridge.list_users(&query).await.unwrap();
        if page.users.is_empty() {
            break page.total_count;
        }
        query.offset += 4;
        ids.extend(page.users.into_iter().map(|user| user.sourced_id));
    };
    let raw = world
        .raw(
            "/edubridge/users/",
            &[("roles", "student"), ("limit", "100")],
        )
        .await;
    let raw: Vec<_> = raw["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["sourcedId"].as_str().unwrap())
        .collect();
    assert_eq!(ids, raw);
    assert_eq!(total, raw.len() as u64);
    let lakeside = UsersQuery {
        roles: vec![RoleName::Student, RoleName::Teacher],
        org_sourced_ids: vec!["org-lakeside".into()],
        ..UsersQuery::new(RoleName::Student)
    };
    let of_lakeside = edubridge.list_users(&lakeside).await.unwrap();
    assert!((1..total).contains(&of_lakeside.total_count));
}
