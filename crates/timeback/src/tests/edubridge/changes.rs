//! Requests that write.

use serde_json::{Value, json};

use super::{
    super::{
        upstream::{Reply, Route},
        world::World,
    },
    answering, asked, bare_enrollment,
};
use crate::{
    Goals,
    edubridge::{
        ApplicationMetric, ConflictStrategy, EnrollmentMetadata, GoalsPropagation, Metric,
        MetricSource, NewEnrollment, NewSubjectTrack, NewSubjectTrackGroup, Role, Subject,
        SubjectTrackGroupKey, SubjectTrackGroupUpdate,
    },
};

/// A world whose platform accepts every request with an empty response.
async fn obeying() -> World {
    let world = World::new().await;
    world
        .upstream
        .always(Route::EduBridge, Reply::text(204, ""));
    world
}

#[tokio::test]
async fn enrolling_sends_only_the_given_options() {
    let world = answering(json!({ "data": bare_enrollment() })).await;
    let edubridge = world.timeback.edubridge();
    let plain = NewEnrollment::default();
    edubridge.enroll("u", "c", None, &plain).await.unwrap();
    let goals = Goals {
        daily_xp: Some(25.0),
        ..Goals::default()
    };
    let special = NewEnrollment {
        role: Some(Role::Teacher),
        begin_date: Some("2026-03-10T06:00:00Z".parse().unwrap()),
        metadata: Some(EnrollmentMetadata {
            goals: Some(goals),
            student_specific_goals: Some(true),
            ..EnrollmentMetadata::default()
        }),
        ..NewEnrollment::default()
    };
    edubridge
        .enroll("u", "c", Some("s"), &special)
        .await
        .unwrap();
    let hits = world.upstream.hits(Route::EduBridge);
    let bodies: Vec<Value> = hits
        .iter()
        .map(|hit| serde_json::from_str(&hit.body).unwrap())
        .collect();
    assert_eq!(hits[0].uri, "/edubridge/enrollments/enroll/u/c");
    assert_eq!(hits[1].uri, "/edubridge/enrollments/enroll/u/c/s");
    let expected = json!({
        "role": "teacher", "beginDate": "2026-03-10T06:00:00Z",
        "metadata": { "goals": { "dailyXp": 25 }, "studentSpecificGoals": true },
    });
    assert_eq!(bodies, [json!({}), expected]);
}

#[tokio::test]
async fn unenrolling_and_resetting_accept_an_empty_response() {
    let world = obeying().await;
    let edubridge = world.timeback.edubridge();
    edubridge.unenroll("u", "c", None).await.unwrap();
    edubridge.unenroll("u", "c", Some("s")).await.unwrap();
    edubridge.reset_progress("u", "c").await.unwrap();
    edubridge.delete_subject_track("t").await.unwrap();
    assert_eq!(
        asked(&world),
        [
            "DELETE /edubridge/enrollments/unenroll/u/c",
            "DELETE /edubridge/enrollments/unenroll/u/c/s",
            "DELETE /edubridge/enrollments/resetProgress/u/c",
            "DELETE /edubridge/subject-track/t",
        ]
    );
}

#[tokio::test]
async fn goals_are_propagated_by_either_route() {
    let world = answering(json!({ "data": { "updated": 3, "errors": ["e9 is closed"] } })).await;
    let edubridge = world.timeback.edubridge();
    let expected = GoalsPropagation {
        updated: 3,
        errors: vec!["e9 is closed".into()],
    };
    assert_eq!(edubridge.propagate_goals("c").await.unwrap(), expected);
    assert_eq!(edubridge.reset_goals("c").await.unwrap(), expected);
    assert_eq!(
        asked(&world),
        [
            "POST /edubridge/enrollments/propagateGoals/c",
            "POST /edubridge/enrollments/resetGoals/c",
        ]
    );
}

#[tokio::test]
async fn a_track_is_set_for_one_school_or_for_all() {
    let track = json!({ "id": 1, "grade": 5, "subject": "Math", "course": { "title": "Math 5" } });
    let world = answering(json!({ "subjectTrack": track })).await;
    let mut new = NewSubjectTrack {
        subject: Subject::SocialStudies,
        grade: -1,
        course_id: "c".into(),
        org_sourced_id: None,
    };
    let edubridge = world.timeback.edubridge();
    let set = edubridge.put_subject_track(&new).await.unwrap();
    assert_eq!((set.id.as_str(), set.grade), ("1", 5));
    new.org_sourced_id = Some("s".into());
    edubridge.put_subject_track(&new).await.unwrap();
    let common = r#"PUT /edubridge/subject-track/ {"courseId":"c","grade":"-1""#;
    assert_eq!(
        asked(&world),
        [
            format!(r#"{common},"subject":"Social Studies"}}"#),
            format!(r#"{common},"orgSourcedId":"s","subject":"Social Studies"}}"#),
        ]
    );
}

#[tokio::test]
async fn groups_of_tracks_are_created_replaced_and_deleted() {
    let world = obeying().await;
    let edubridge = world.timeback.edubridge();
    let new = NewSubjectTrackGroup {
        subject: Subject::Math,
        grade: 5,
        course_id: "c1".into(),
        org_sourced_ids: vec!["s".into()],
    };
    let key = SubjectTrackGroupKey {
        subject: Subject::Math,
        grade: 5,
        course_id: "c1".into(),
        is_global: false,
    };
    let update = SubjectTrackGroupUpdate {
        course_id: "c2".into(),
        org_sourced_ids: Vec::new(),
        strategy: ConflictStrategy::Fail,
    };
    edubridge.create_subject_track_group(&new).await.unwrap();
    edubridge
        .update_subject_track_group(&key, &update)
        .await
        .unwrap();
    edubridge.delete_subject_track_group(&key).await.unwrap();
    let path = "/edubridge/subject-track/groups";
    assert_eq!(
        asked(&world),
        [
            format!(
                r#"POST {path} {{"courseId":"c1","grade":"5","orgSourcedIds":["s"],"subject":"Math"}}"#
            ),
            format!(
                r#"PUT {path} {{"courseId":"c2","currentCourseId":"c1","grade":"5","isGlobal":false,"orgSourcedIds":[],"strategy":"fail","subject":"Math"}}"#
            ),
            format!(
                r#"DELETE {path} {{"courseId":"c1","grade":"5","isGlobal":false,"subject":"Math"}}"#
            ),
        ]
    );
}

#[tokio::test]
async fn metrics_of_an_app_are_created_and_deleted() {
    let world = obeying().await;
    let edubridge = world.timeback.edubridge();
    let metric = ApplicationMetric {
        metric: Metric::SpentMinutes,
        metric_source: MetricSource::TimebackAdapter,
    };
    edubridge
        .create_application_metric("a", &metric)
        .await
        .unwrap();
    edubridge
        .delete_application_metric("a", &metric)
        .await
        .unwrap();
    let sent = r#"/edubridge/applicationMetrics/a {"applicationMetric":{"metric":"spent_minutes","metricSource":"timeback_adapter"}}"#;
    assert_eq!(
        asked(&world),
        [format!("POST {sent}"), format!("DELETE {sent}")]
    );
}
