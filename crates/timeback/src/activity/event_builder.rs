//! Builds Caliper events from submissions and heartbeats.

use jiff::Timestamp;
use url::Url;
use uuid::{Uuid, uuid};

use super::{CourseRef, Heartbeat, Student, Submission};
use crate::{
    AppConfig, Config, ConfiguredCourse, CourseError,
    app_config::Sensor,
    caliper::{Activity, ActivityContext, Actor, Event, Measure, TimeSpent},
};

/// UUID v5 namespace of event ids. Must never change: known events would get new ids.
const EVENT_ID_NAMESPACE: Uuid = uuid!("0b9f64f3-5cd0-4a43-8e0c-6a4c6c1f7a52");

const ROSTERING_PATH: [&str; 4] = ["ims", "oneroster", "rostering", "v1p2"];

/// An event and the sensor that sends it.
pub(super) struct BuiltEvent<'c> {
    pub event: Event,
    pub sensor: &'c str,
}

/// The common fields of a submission and a heartbeat.
struct ActivityRun<'a> {
    id: &'a str,
    name: &'a str,
    course: &'a CourseRef,
    run_id: Uuid,
    ended_at: Timestamp,
    process: bool,
}

/// Builds the event of a completed activity.
pub(super) fn completed<'c>(
    config: &'c Config,
    student: Student<'_>,
    submission: &Submission,
) -> Result<BuiltEvent<'c>, CourseError> {
    let run = ActivityRun {
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
    build(config, student, &run, measure, "completed")
}

/// Builds the event of time spent on an activity.
pub(super) fn time_spent<'c>(
    config: &'c Config,
    student: Student<'_>,
    heartbeat: &Heartbeat,
) -> Result<BuiltEvent<'c>, CourseError> {
    let run = ActivityRun {
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
    let kind = format!("spent {}", heartbeat.started_at.as_nanosecond());
    build(config, student, &run, measure, &kind)
}

/// Finds the course and its app in the `timeback.config.json`.
pub(super) fn find_course<'c>(
    config: &'c Config,
    course: &CourseRef,
) -> Result<(&'c AppConfig, &'c ConfiguredCourse), CourseError> {
    let app = config.app.as_deref().ok_or(CourseError::Unknown)?;
    Ok((app, app.select(course.selector())?))
}

fn build<'c>(
    config: &'c Config,
    student: Student<'_>,
    run: &ActivityRun<'_>,
    measure: Measure,
    kind: &str,
) -> Result<BuiltEvent<'c>, CourseError> {
    let (app, course) = find_course(config, run.course)?;
    let course_id = course.synced_id()?;
    let object = ActivityContext {
        id: activity_url(&course.sensor, run.course, run.id),
        name: run.name.to_owned(),
        subject: course.subject,
        app_name: app.name.clone(),
        course: record_url(config, "courses", course_id),
        course_id: course_id.to_owned(),
        course_name: course_name(course),
        process: run.process,
    };
    let event = Event {
        id: event_id(student.timeback_id, &object.id, run.run_id, kind),
        occurred_at: run.ended_at,
        actor: Actor {
            id: record_url(config, "users", student.timeback_id),
            email: student.email.to_owned(),
        },
        object,
        measure,
        run_id: Some(run.run_id),
    };
    let sensor = course.sensor.as_str();
    Ok(BuiltEvent { event, sensor })
}

/// Returns the IRI of an activity: `{sensor}/activities/{subject}/g{grade}/{id}` or `{sensor}/activities/{code}/{id}`.
fn activity_url(sensor: &Sensor, course: &CourseRef, id: &str) -> Url {
    let sensor = Url::parse(sensor.as_str()).expect("a sensor is a URL");
    match course {
        CourseRef::Code(code) => join_path(&sensor, ["activities", code, id]),
        CourseRef::SubjectAndGrade { subject, grade } => {
            let grade = format!("g{grade}");
            join_path(&sensor, ["activities", subject.as_str(), &grade, id])
        }
    }
}

/// Returns the course's name in events: its code, else its subject and grade.
fn course_name(course: &ConfiguredCourse) -> String {
    match (&course.course_code, course.grade) {
        (Some(code), _) => code.clone(),
        (None, Some(grade)) => format!("{} G{grade}", course.subject),
        (None, None) => course.subject.to_string(),
    }
}

/// Returns the IRI of a OneRoster record.
fn record_url(config: &Config, collection: &str, id: &str) -> Url {
    let path = ROSTERING_PATH.into_iter().chain([collection, id]);
    join_path(&config.api_url, path)
}

/// Appends path segments to a URL, each encoded.
fn join_path<'p>(url: &Url, segments: impl IntoIterator<Item = &'p str>) -> Url {
    let mut url = url.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// Derives an event's id. Includes the student, so that nobody can replace another student's event by reusing the run's id.
fn event_id(timeback_id: &str, activity: &Url, run_id: Uuid, kind: &str) -> Uuid {
    let name = format!("{timeback_id}\n{activity}\n{run_id}\n{kind}");
    Uuid::new_v5(&EVENT_ID_NAMESPACE, name.as_bytes())
}
