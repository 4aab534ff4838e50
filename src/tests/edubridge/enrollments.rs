//! Enrollments and the activity in their courses.

use jiff::civil::date;
use timeback::edubridge::{Period, Role, Student};

use super::{MAYA, World, assert_sums, sum};

#[tokio::test]
async fn enrollments_have_every_field_of_the_platform() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let enrollments = edubridge.list_enrollments(MAYA).await.unwrap();
    let raw = world
        .raw(&format!("/edubridge/enrollments/user/{MAYA}"), &[])
        .await;
    let raw = raw["data"].as_array().unwrap();
    assert_eq!(enrollments.len(), raw.len());
    for (enrollment, raw) in enrollments.iter().zip(raw) {
        assert_eq!(enrollment.id, raw["id"]);
        assert_eq!(enrollment.role, Role::Student);
        assert_eq!(enrollment.course.title, raw["course"]["title"]);
        assert_eq!(
            enrollment.course.subjects,
            [raw["course"]["subjects"][0].as_str().unwrap()]
        );
        let app = enrollment.course.primary_app.as_ref().unwrap();
        assert_eq!(app.name, raw["course"]["primaryApp"]["name"]);
        assert_eq!(
            enrollment.school.as_ref().unwrap().name,
            raw["school"]["name"]
        );
        assert_eq!(
            enrollment
                .begin_date
                .map(|at| format!("{at:.3}"))
                .as_deref(),
            raw["beginDate"].as_str()
        );
        assert_eq!(
            serde_json::to_value(&enrollment.metadata).unwrap(),
            raw["metadata"]
        );
    }
}

#[tokio::test]
async fn an_enrollment_has_the_facts_of_its_course() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let mut xp = 0.0;
    for enrollment in edubridge.list_enrollments(MAYA).await.unwrap() {
        let activity = edubridge
            .get_enrollment_activity(&enrollment.id, None)
            .await
            .unwrap();
        let path = format!("/edubridge/analytics/enrollment/{}", enrollment.id);
        assert_sums(&activity, &world.raw(&path, &[]).await);
        let day = Period::new(date(2026, 11, 20), date(2026, 11, 20));
        let today = edubridge
            .get_enrollment_activity(&enrollment.id, Some(&day))
            .await
            .unwrap();
        assert_eq!(
            today.facts.get(&date(2026, 11, 20)),
            activity.facts.get(&date(2026, 11, 20))
        );
        xp += activity.activity_metrics().xp_earned;
    }
    let all = world.raw_activity(MAYA).await;
    assert!(xp > 0.0 && xp <= sum(&all["facts"], "xpEarned") + 1e-6);
}

#[tokio::test]
async fn an_unknown_user_is_not_found() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let today = Period::new(date(2026, 11, 20), date(2026, 11, 20));
    let errors = [
        edubridge.list_enrollments("nobody").await.unwrap_err(),
        edubridge
            .get_activity(Student::Email("nobody@example.com"), &today)
            .await
            .unwrap_err(),
        edubridge
            .get_enrollment_activity("nobody", None)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_not_found(), "{error}");
        assert!(!error.to_string().contains("nobody"));
    }
}
