//! How an event is made of what a student did.

use jiff::Timestamp;
use url::Url;
use uuid::{Uuid, uuid};

use super::{CourseRef, Heartbeat, Student, Submission};
use crate::{
    AppConfig, Config, ConfiguredCourse, CourseError,
    app_config::Sensor,
    caliper::{Activity, ActivityContext, Actor, Event, Measure, TimeSpent},
};

/// The root of every event id of ours, drawn once. Another one would make known events new.
const EVENT_IDS: Uuid = uuid!("0b9f64f3-5cd0-4a43-8e0c-6a4c6c1f7a52");

const ROSTERING: [&str; 4] = ["ims", "oneroster", "rostering", "v1p2"];

/// An event, and in whose name it is sent.
pub(super) struct Made<'c> {
    pub event: Event,
    pub sensor: &'c str,
}

/// What a submission and a heartbeat have in common.
struct Doing<'a> {
    id: &'a str,
    name: &'a str,
    course: &'a CourseRef,
    run_id: Uuid,
    ended_at: Timestamp,
    process: bool,
}

/// That an activity was completed.
pub(super) fn completed<'c>(
    config: &'c Config,
    student: Student<'_>,
    submission: &Submission,
) -> Result<Made<'c>, CourseError> {
    let doing = Doing {
        id: &submission.id,
        name: &submission.name,
        course: &submission.course,
        run_id: submission.run_id,
        ended_at: submission.ended_at,
        process: submission.process.unwrap_or(true),
    };
    let measure = Measure::Activity(Activity {
        metrics: submission.metrics,
        attempt: None,
        pct_complete: submission.pct_complete,
    });
    make(config, student, &doing, measure, "completed")
}

/// That time was spent on an activity.
pub(super) fn spent<'c>(
    config: &'c Config,
    student: Student<'_>,
    heartbeat: &Heartbeat,
) -> Result<Made<'c>, CourseError> {
    let doing = Doing {
        id: &heartbeat.id,
        name: &heartbeat.name,
        course: &heartbeat.course,
        run_id: heartbeat.run_id,
        ended_at: heartbeat.ended_at,
        process: true,
    };
    let measure = Measure::TimeSpent(TimeSpent {
        active: heartbeat.elapsed.as_secs_f64(),
        inactive: heartbeat.paused.as_secs_f64(),
    });
    let what = format!("spent {}", heartbeat.started_at.as_nanosecond());
    make(config, student, &doing, measure, &what)
}

/// The course and its app; without a `timeback.config.json` there is none.
pub(super) fn find<'c>(
    config: &'c Config,
    course: &CourseRef,
) -> Result<(&'c AppConfig, &'c ConfiguredCourse), CourseError> {
    let app = config.app.as_deref().ok_or(CourseError::Unknown)?;
    Ok((app, app.select(course.selector())?))
}

fn make<'c>(
    config: &'c Config,
    student: Student<'_>,
    doing: &Doing<'_>,
    measure: Measure,
    what: &str,
) -> Result<Made<'c>, CourseError> {
    let (app, course) = find(config, doing.course)?;
    let course_id = course.synced_id()?;
    let object = ActivityContext {
        id: activity_url(&course.sensor, doing.course, doing.id),
        name: doing.name.to_owned(),
        subject: course.subject,
        app_name: app.name.clone(),
        course: record(config, "courses", course_id),
        course_id: course_id.to_owned(),
        course_name: course_name(course),
        process: doing.process,
    };
    let event = Event {
        id: event_id(student.timeback_id, &object.id, doing.run_id, what),
        occurred_at: doing.ended_at,
        actor: Actor {
            id: record(config, "users", student.timeback_id),
            email: student.email.to_owned(),
        },
        object,
        measure,
        run_id: Some(doing.run_id),
    };
    let sensor = course.sensor.as_str();
    Ok(Made { event, sensor })
}

/// The IRI of an activity: `{sensor}/activities/{subject}/g{grade}/{id}` or `{sensor}/activities/{code}/{id}`.
fn activity_url(sensor: &Sensor, course: &CourseRef, id: &str) -> Url {
    let sensor = Url::parse(sensor.as_str()).expect("a sensor is a URL");
    match course {
        CourseRef::Code(code) => below(&sensor, ["activities", code, id]),
        CourseRef::SubjectAndGrade { subject, grade } => {
            let grade = format!("g{grade}");
            below(&sensor, ["activities", subject.as_str(), &grade, id])
        }
    }
}

/// What events call a course: its code, else its subject and grade.
fn course_name(course: &ConfiguredCourse) -> String {
    match (&course.course_code, course.grade) {
        (Some(code), _) => code.clone(),
        (None, Some(grade)) => format!("{} G{grade}", course.subject),
        (None, None) => course.subject.to_string(),
    }
}

/// The IRI of a OneRoster record.
fn record(config: &Config, collection: &str, id: &str) -> Url {
    let path = ROSTERING.into_iter().chain([collection, id]);
    below(&config.api_url, path)
}

/// The address of these segments below `url`, each encoded.
fn below<'p>(url: &Url, segments: impl IntoIterator<Item = &'p str>) -> Url {
    let mut url = url.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// An id that follows from what makes an event this one. The student belongs to it, so that nobody can take the place of
/// another's event by using their run's id.
fn event_id(timeback_id: &str, activity: &Url, run_id: Uuid, what: &str) -> Uuid {
    let name = format!("{timeback_id}\n{activity}\n{run_id}\n{what}");
    Uuid::new_v5(&EVENT_IDS, name.as_bytes())
}
