//! Subject tracks, mastered grades and applications.

use timeback::edubridge::{
    ConflictStrategy, EduBridge, Metric, MetricSource, NewSubjectTrack, NewSubjectTrackGroup,
    Subject, SubjectTrackGroupKey, SubjectTrackGroupUpdate,
};

use super::{MAYA, World};

fn writing(course: &str, is_global: bool) -> SubjectTrackGroupKey {
    SubjectTrackGroupKey {
        subject: Subject::Writing,
        grade: 4,
        course_id: course.into(),
        is_global,
    }
}

async fn tracks_of(edubridge: EduBridge<'_>, key: &SubjectTrackGroupKey) -> Option<usize> {
    let groups = edubridge.list_subject_track_groups().await.unwrap();
    let group = groups.into_iter().find(|group| group.key == *key)?;
    Some(group.tracks.len())
}

#[tokio::test]
async fn a_track_is_set_replaced_and_deleted() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let before = edubridge.list_subject_tracks().await.unwrap();
    let raw = world.raw("/edubridge/subject-track/", &[]).await;
    assert_eq!(before.len(), raw["subjectTrack"].as_array().unwrap().len());
    let track = NewSubjectTrack {
        subject: Subject::Math,
        grade: 5,
        course_id: "course-fastmath-5".into(),
        org_sourced_id: Some("org-lakeside".into()),
    };
    let set = edubridge.put_subject_track(&track).await.unwrap();
    assert_eq!((set.grade, &set.subject), (5, &Subject::Math));
    assert_eq!(set.course.title, "Fast Math 5");
    assert_eq!(set.org.as_ref().unwrap().name, "Lakeside Academy");
    let now = edubridge.list_subject_tracks().await.unwrap();
    assert_eq!(now.len(), before.len() + 1);
    assert!(now.contains(&set));
    edubridge.delete_subject_track(&set.id).await.unwrap();
    assert_eq!(edubridge.list_subject_tracks().await.unwrap(), before);
    let again = edubridge.delete_subject_track(&set.id).await;
    assert!(again.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_group_is_created_moved_and_deleted_as_one() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let group = NewSubjectTrackGroup {
        subject: Subject::Writing,
        grade: 4,
        course_id: "course-writing-4".into(),
        org_sourced_ids: vec!["org-riverbend".into(), "org-lakeside".into()],
    };
    edubridge.create_subject_track_group(&group).await.unwrap();
    let (old, new) = (
        writing("course-writing-4", false),
        writing("course-writing-3", true),
    );
    assert_eq!(tracks_of(edubridge, &old).await, Some(2));
    let update = SubjectTrackGroupUpdate {
        course_id: "course-writing-3".into(),
        org_sourced_ids: Vec::new(),
        strategy: ConflictStrategy::Replace,
    };
    edubridge
        .update_subject_track_group(&old, &update)
        .await
        .unwrap();
    assert_eq!(tracks_of(edubridge, &old).await, None);
    assert_eq!(tracks_of(edubridge, &new).await, Some(1));
    edubridge.delete_subject_track_group(&new).await.unwrap();
    assert_eq!(tracks_of(edubridge, &new).await, None);
}

#[tokio::test]
async fn the_highest_grade_is_the_maximum_of_all_tests() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    for subject in ["Math", "social studies"] {
        let mastered = edubridge.find_highest_grade_mastered(MAYA, subject).await;
        let grades = mastered.unwrap().unwrap().grades;
        let path = format!("/edubridge/analytics/highestGradeMastered/{MAYA}/{subject}");
        let raw = world.raw(&path, &[]).await;
        let raw = |name: &str| {
            raw["grades"][name]
                .as_str()
                .map(|text| text.parse().unwrap())
        };
        assert_eq!(grades.rit_grade, raw("ritGrade"));
        assert_eq!(grades.edulastic_grade, raw("edulasticGrade"));
        assert_eq!(grades.placement_grade, raw("placementGrade"));
        assert_eq!(grades.test_out_grade, raw("testOutGrade"));
        assert_eq!(grades.highest_grade_overall, raw("highestGradeOverall"));
        assert!(grades.highest_grade_overall >= grades.rit_grade);
    }
    let alchemy = edubridge.find_highest_grade_mastered(MAYA, "Alchemy").await;
    assert_eq!(alchemy.unwrap(), None);
}

#[tokio::test]
async fn five_hours_are_saved_a_school_day_and_none_without_enrollments() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let saved = edubridge.find_time_saved(MAYA).await.unwrap().unwrap();
    let raw = world
        .raw(&format!("/edubridge/time-saved/user/{MAYA}"), &[])
        .await;
    let raw = |pointer: &str| {
        raw["data"]
            .pointer(pointer)
            .and_then(serde_json::Value::as_f64)
    };
    assert_eq!(Some(saved.total_hours_saved), raw("/totalHoursSaved"));
    assert_eq!(Some(saved.total_days_saved), raw("/totalDaysSaved"));
    assert_eq!(
        Some(saved.calculation.hours_saved_per_day),
        raw("/calculation/hoursSavedPerDay")
    );
    let hours = saved.school_days_elapsed * saved.calculation.hours_saved_per_day;
    super::assert_same(saved.total_hours_saved, hours);
    let theo = edubridge.find_time_saved("theo-lindqvist").await.unwrap();
    assert_eq!(theo, None);
}

#[tokio::test]
async fn apps_list_their_metrics() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let apps = edubridge.list_applications().await.unwrap();
    let raw = world.raw("/edubridge/applications/", &[]).await;
    assert_eq!(apps.len(), raw["applications"].as_array().unwrap().len());
    assert_eq!(apps[0].name, raw["applications"][0]["name"]);
    let id = &apps[0].sourced_id;
    let metrics = edubridge.list_application_metrics(id).await.unwrap();
    let raw = world
        .raw(&format!("/edubridge/applicationMetrics/{id}"), &[])
        .await;
    assert_eq!(metrics.len(), raw["data"].as_array().unwrap().len());
    assert_eq!(
        (&metrics[0].metric, &metrics[0].metric_source),
        (&Metric::Xp, &MetricSource::TimebackDirectIntegration)
    );
    let unknown = edubridge.list_application_metrics("app-x").await;
    assert!(unknown.unwrap_err().is_not_found());
}

#[tokio::test]
async fn map_reports_are_listed_or_empty() {
    let world = World::new().await;
    let edubridge = world.timeback.edubridge();
    let reports = edubridge.list_map_reports(MAYA).await.unwrap();
    let raw = world
        .raw(
            &format!("/edubridge/learning-reports/map-profile/{MAYA}"),
            &[],
        )
        .await;
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].title, raw["data"][0]["title"]);
    let none = edubridge.list_map_reports("theo-lindqvist").await.unwrap();
    assert_eq!(none, Vec::new());
}
