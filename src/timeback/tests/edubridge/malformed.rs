//! A renamed or mistyped field is an error with its path, never a silent zero.

use jiff::{civil::date, tz::TimeZone};
use serde_json::{Value, json};

use super::{
    super::{
        upstream::{Reply, Route},
        world::{World, activity},
    },
    answering, bare_enrollment,
};
use crate::timeback::edubridge::{Period, Student};

async fn activity_error(answer: Value) -> String {
    let world = World::new().await;
    world.upstream.always(Route::Activity, Reply::json(answer));
    let day = Period::new(date(2026, 3, 10), date(2026, 3, 10));
    let edubridge = world.timeback.edubridge();
    let answer = edubridge.get_activity(Student::Id("tb_1"), &day).await;
    answer.unwrap_err().to_string()
}

#[tokio::test]
async fn a_metric_is_named_where_it_is_missing_also_by_app() {
    let mut answer = activity(1.0);
    let math = answer["facts"]["2026-03-10"]["Math"].clone();
    answer["factsByApp"] = json!({ "2026-03-10": { "Math": { "Alpha": math } } });
    let seconds = &mut answer["factsByApp"]["2026-03-10"]["Math"]["Alpha"]["timeSpentMetrics"];
    seconds.as_object_mut().unwrap().remove("wasteSeconds");
    assert_eq!(
        activity_error(answer).await,
        "EduBridge gave a malformed answer at `factsByApp.2026-03-10.Math.Alpha.timeSpentMetrics`: \
         missing field `wasteSeconds`"
    );
}

#[tokio::test]
async fn seconds_that_are_no_number_are_named_and_not_shown() {
    for seconds in ["soon", "NaN", "inf", ""] {
        let mut answer = activity(1.0);
        answer["facts"]["2026-03-10"]["Math"]["timeSpentMetrics"]["activeSeconds"] = json!(seconds);
        let field = "facts.2026-03-10.Math.timeSpentMetrics.activeSeconds";
        assert_eq!(
            activity_error(answer).await,
            format!("EduBridge gave a malformed answer at `{field}`: expected a number")
        );
    }
}

#[tokio::test]
async fn a_goal_of_another_kind_is_named_inside_the_metadata() {
    let world = World::new().await;
    let mut enrollment = bare_enrollment();
    enrollment["metadata"] = json!({ "goals": { "dailyXp": "much" } });
    let answer = Reply::json(json!({ "data": [enrollment] }));
    world.upstream.always(Route::Enrollments, answer);
    let edubridge = world.timeback.edubridge();
    let error = edubridge.list_enrollments("tb_1").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "EduBridge gave a malformed answer at `data[0].metadata.goals.dailyXp`: expected f64"
    );
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
        "EduBridge gave a malformed answer at `facts[0]`: missing field `correctQuestions`"
    );
}

#[tokio::test]
async fn a_class_without_a_course_is_an_error() {
    let world = answering(json!({ "data": { "id": "k", "title": "Math 5" } })).await;
    let class = world.timeback.edubridge().get_default_class("c", None);
    assert_eq!(
        class.await.unwrap_err().to_string(),
        "EduBridge gave a malformed answer at `data`: missing field `course`"
    );
}
