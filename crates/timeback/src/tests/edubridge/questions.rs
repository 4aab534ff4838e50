//! Requests that read.

use jiff::{civil::date, tz::TimeZone};
use serde_json::json;

use super::{
    super::{
        upstream::{Reply, Route},
        world::World,
    },
    answering, asked,
};
use crate::{
    edubridge::{Period, Student, UsersQuery},
    oneroster::RoleName,
};

#[tokio::test]
async fn days_of_a_time_zone_are_requested_as_timestamps() {
    let world = World::new().await;
    let chicago = TimeZone::get("America/Chicago").unwrap();
    let days = Period::new(date(2026, 3, 8), date(2026, 3, 9)).in_zone(chicago);
    let student = Student::Email("o'brien+1@example.com");
    world
        .timeback
        .edubridge()
        .get_activity(student, &days)
        .await
        .unwrap();
    assert_eq!(
        world.upstream.hits(Route::Activity)[0].uri,
        "/edubridge/analytics/activity?startDate=2026-03-08T06%3A00%3A00.000Z&endDate=2026-03-10T04%3A59%3A59.999Z\
         &email=o%27brien%2B1%40example.com&timezone=America%2FChicago"
    );
}

#[tokio::test]
async fn enrollment_activity_is_requested_with_and_without_a_period() {
    let world = answering(json!({ "message": "", "enrollmentId": "e1", "facts": {} })).await;
    let edubridge = world.timeback.edubridge();
    let day = Period::new(date(2026, 3, 10), date(2026, 3, 10));
    for period in [None, Some(&day)] {
        edubridge
            .get_enrollment_activity("e/1", period)
            .await
            .unwrap();
    }
    assert_eq!(
        asked(&world),
        [
            "GET /edubridge/analytics/enrollment/e%2F1",
            "GET /edubridge/analytics/enrollment/e%2F1?startDate=2026-03-10T00%3A00%3A00.000Z\
             &endDate=2026-03-10T23%3A59%3A59.999Z",
        ]
    );
}

#[tokio::test]
async fn users_are_requested_by_roles_and_schools() {
    let world = answering(json!({ "users": [], "totalCount": 0 })).await;
    let query = UsersQuery {
        roles: vec![RoleName::Student, RoleName::Teacher],
        org_sourced_ids: vec!["s1".into(), "s 2".into()],
        ..UsersQuery::new(RoleName::Student)
    };
    world.timeback.edubridge().list_users(&query).await.unwrap();
    assert_eq!(
        asked(&world),
        [
            "GET /edubridge/users/?roles=student&roles=teacher&orgSourcedIds=s1&orgSourcedIds=s+2&limit=100&offset=0"
        ]
    );
}

#[tokio::test]
async fn an_unknown_subject_is_requested_again_in_lower_case() {
    let world = World::new().await;
    let missing = || Reply::text(404, r#"{"imsx_description":"Subject not found."}"#);
    let found =
        json!({ "studentId": "tb_1", "subject": "math", "grades": { "highestGradeOverall": 5.5 } });
    world.upstream.once(Route::EduBridge, missing());
    world.upstream.once(Route::EduBridge, Reply::json(found));
    world.upstream.always(Route::EduBridge, missing());
    let ask = || {
        let edubridge = world.timeback.edubridge();
        edubridge.find_highest_grade_mastered("tb_1", "Math")
    };
    let grades = ask().await.unwrap().unwrap().grades;
    assert_eq!(grades.highest_grade_overall, Some(5.5));
    assert_eq!(ask().await.unwrap(), None);
    let of =
        |subject: &str| format!("GET /edubridge/analytics/highestGradeMastered/tb_1/{subject}");
    assert_eq!(
        asked(&world),
        [of("Math"), of("math"), of("Math"), of("math")]
    );
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let today = Period::new(date(2026, 3, 10), date(2026, 3, 10));
    let backwards = Period::new(date(2026, 3, 10), date(2026, 3, 9));
    let nameless = today.clone().in_zone(TimeZone::fixed(jiff::tz::offset(-6)));
    let refused = [
        edubridge
            .get_activity(Student::Id(" "), &today)
            .await
            .unwrap_err(),
        edubridge
            .get_activity(Student::Id("tb_1"), &backwards)
            .await
            .unwrap_err(),
        edubridge
            .get_activity(Student::Id("tb_1"), &nameless)
            .await
            .unwrap_err(),
        edubridge.unenroll("tb_1", "..", None).await.unwrap_err(),
    ];
    assert_eq!(
        refused.map(|error| error.to_string()),
        [
            "EduBridge was not called: a student's id or e-mail address is required",
            "EduBridge was not called: the period ends before it begins",
            "EduBridge was not called: the time zone has no IANA name",
            "EduBridge was not called: an id is empty or made of dots",
        ]
    );
    assert_eq!(world.upstream.counts(), [0, 0, 0, 0]);
}
