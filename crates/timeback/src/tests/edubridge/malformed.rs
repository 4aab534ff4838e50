//! Missing or mistyped XP is an error with its path, never zero.

use jiff::{civil::date, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    super::{
        upstream::{Reply, Route},
        world::{World, activity},
    },
    answering, bare_enrollment,
};
use crate::edubridge::{Period, Student};

async fn activity_error(response: Value) -> String {
    let world = World::new().await;
    world
        .upstream
        .always(Route::Activity, Reply::json(response));
    let day = Period::new(date(2026, 3, 10), date(2026, 3, 10));
    let edubridge = world.timeback.edubridge();
    let response = edubridge.get_activity(Student::Id("tb_1"), &day).await;
    response.unwrap_err().to_string()
}

#[tokio::test]
async fn missing_xp_is_an_error_with_its_path() {
    let mut response = activity(1.0);
    let metrics = &mut response["facts"]["2026-03-10"]["Math"]["activityMetrics"];
    metrics.as_object_mut().unwrap().remove("xpEarned");
    assert_eq!(
        activity_error(response).await,
        "EduBridge sent a malformed response at `facts.2026-03-10.Math.activityMetrics`: missing field `xpEarned`"
    );
}

#[tokio::test]
async fn other_invalid_metrics_do_not_affect_xp() {
    let mut response = activity(12.5);
    let math = &mut response["facts"]["2026-03-10"]["Math"];
    math["activityMetrics"]["xpEarned"] = json!("12.5");
    math["activityMetrics"]["totalQuestions"] = json!("10");
    math["activityMetrics"]["masteredUnits"] = json!([]);
    math["timeSpentMetrics"]["activeSeconds"] = json!("soon");
    math["apps"] = json!({});
    response["facts"]["2026-03-08"] = Value::Null;
    response["factsByApp"] = json!({ "2026-03-10": { "Math": { "Alpha": { "xp": 1 } } } });
    let world = World::new().await;
    world
        .upstream
        .always(Route::Activity, Reply::json(response));
    let days = Period::new(date(2026, 3, 8), date(2026, 3, 10));
    let edubridge = world.timeback.edubridge();
    let activity = edubridge.get_activity(Student::Id("tb_1"), &days).await;
    let activity = activity.unwrap();
    let metrics = activity.activity_metrics();
    assert_eq!((metrics.xp_earned, metrics.total_questions), (39.5, 20.0));
    assert_eq!(metrics.mastered_units, 1.0, "of the other day");
    assert!(activity.facts_by_app.is_empty(), "whole or not at all");
}

#[tokio::test]
async fn invalid_xp_is_an_error_without_the_value() {
    for xp in ["soon", "NaN", "inf", ""] {
        let mut response = activity(1.0);
        response["facts"]["2026-03-10"]["Math"]["activityMetrics"]["xpEarned"] = json!(xp);
        let field = "facts.2026-03-10.Math.activityMetrics.xpEarned";
        assert_eq!(
            activity_error(response).await,
            format!("EduBridge sent a malformed response at `{field}`: expected a number")
        );
    }
}

#[tokio::test]
async fn too_large_numbers_are_rejected() {
    let field = "facts.2026-03-10.Math.activityMetrics.xpEarned";
    for xp in [1e308, -1e308, 9_007_199_254_740_994.0] {
        assert_eq!(
            activity_error(activity(xp)).await,
            format!(
                "EduBridge sent a malformed response at `{field}`: expected a number within 2^53"
            )
        );
    }
}

#[tokio::test]
async fn an_invalid_goal_is_left_out() {
    let world = World::new().await;
    let mut enrollment = bare_enrollment();
    enrollment["metadata"] = json!({ "goals": { "dailyXp": "much", "dailyLessons": "3" } });
    let response = Reply::json(json!({ "data": [enrollment] }));
    world.upstream.always(Route::Enrollments, response);
    let edubridge = world.timeback.edubridge();
    let enrollments = edubridge.list_enrollments("tb_1").await.unwrap();
    let goals = enrollments[0].metadata.goals.unwrap();
    assert_eq!((goals.daily_xp, goals.daily_lessons), (None, Some(3.0)));
}

#[tokio::test]
async fn a_row_without_one_of_its_figures_is_an_error() {
    let row = json!({ "id": 1, "date": "2026-03-10", "datetime": "2026-03-10T15:00:00Z", "totalQuestions": 1 });
    let world = answering(json!({ "facts": [row] })).await;
    let edubridge = world.timeback.edubridge();
    let week = edubridge
        .get_week(Student::Id("tb_1"), date(2026, 3, 10), &TimeZone::UTC)
        .await;
    assert_eq!(
        week.unwrap_err().to_string(),
        "EduBridge sent a malformed response at `facts[0]`: missing field `correctQuestions`"
    );
}

#[tokio::test]
async fn a_class_without_a_course_is_an_error() {
    let world = answering(json!({ "data": { "id": "k", "title": "Math 5" } })).await;
    let class = world.timeback.edubridge().get_default_class("c", None);
    assert_eq!(
        class.await.unwrap_err().to_string(),
        "EduBridge sent a malformed response at `data`: missing field `course`"
    );
}
