use jiff::Timestamp;
use url::Url;
use uuid::{Uuid, uuid};

use super::{CourseRef, Heartbeat, Submission};
use crate::timeback::{
    AppConfig, ConfiguredCourse, CourseError, Error, Timeback,
    caliper::{Activity, ActivityContext, Actor, Event, Measure, TimeSpent},
    outbox::Outgoing,
};

/// The root of every event id of ours, drawn once. Another one would make known events new.
const EVENT_IDS: Uuid = uuid!("0b9f64f3-5cd0-4a43-8e0c-6a4c6c1f7a52");

const ROSTERING: [&str; 4] = ["ims", "oneroster", "rostering", "v1p2"];

/// What students did, on its way to the platform. Made by [`Timeback::activity`].
#[derive(Debug, Clone, Copy)]
pub struct ActivityClient<'a> {
    timeback: &'a Timeback,
}

/// Who did it.
#[derive(Clone, Copy)]
pub struct Student<'a> {
    /// The sourcedId of the student's OneRoster record.
    pub timeback_id: &'a str,
    /// The address the student signed in with.
    pub email: &'a str,
}

/// Why something a student did was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ActivityError {
    /// It belongs to no course of the app.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// The platform did not take it in.
    #[error("the activity could not be sent")]
    Send(#[source] Error),
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

impl<'a> ActivityClient<'a> {
    pub(crate) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Sends a completed activity at once. Safe to repeat: the same submission of the same student is one event.
    ///
    /// # Errors
    /// [`ActivityError`]. To keep what cannot be sent now, hand [`submission`](Self::submission) to an
    /// [`Outbox`](crate::timeback::outbox::Outbox) instead.
    pub async fn record(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<(), ActivityError> {
        self.send(self.submission(student, submission)?).await
    }

    /// Sends time spent at once. Safe to repeat: the same heartbeat of the same student is one event.
    ///
    /// # Errors
    /// As [`record`](Self::record).
    pub async fn record_time(
        self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<(), ActivityError> {
        self.send(self.heartbeat(student, heartbeat)?).await
    }

    /// The event that says what `submission` says; sends nothing.
    ///
    /// # Errors
    /// The submission belongs to no course of the app.
    pub fn submission(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<Outgoing, CourseError> {
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
        self.event(student, &doing, measure, "completed")
    }

    /// The event that says what `heartbeat` says; sends nothing.
    ///
    /// # Errors
    /// The heartbeat belongs to no course of the app.
    pub fn heartbeat(
        self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<Outgoing, CourseError> {
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
        self.event(student, &doing, measure, &what)
    }

    /// That the student's work belongs to a course the app can report on.
    ///
    /// # Errors
    /// Why it does not.
    pub fn check(self, course: &CourseRef) -> Result<(), CourseError> {
        self.find(course)?.1.synced_id().map(|_| ())
    }

    async fn send(self, outgoing: Outgoing) -> Result<(), ActivityError> {
        let events = [&outgoing.event];
        let sent = self
            .timeback
            .caliper()
            .send_prepared(&outgoing.sensor, &events);
        sent.await.map(|_| ()).map_err(ActivityError::Send)
    }

    fn event(
        self,
        student: Student<'_>,
        doing: &Doing<'_>,
        measure: Measure,
        what: &str,
    ) -> Result<Outgoing, CourseError> {
        let (app, course) = self.find(doing.course)?;
        let course_id = course.synced_id()?;
        let object = ActivityContext {
            id: activity_url(&course.sensor.url(), doing.course, doing.id),
            name: doing.name.to_owned(),
            subject: course.subject,
            app_name: app.name.clone(),
            course: self.record_of("courses", course_id),
            course_id: course_id.to_owned(),
            course_name: course_name(course),
            process: doing.process,
        };
        let event = Event {
            id: event_id(student.timeback_id, &object.id, doing.run_id, what),
            occurred_at: doing.ended_at,
            actor: Actor {
                id: self.record_of("users", student.timeback_id),
                email: student.email.to_owned(),
            },
            object,
            measure,
            run_id: Some(doing.run_id),
        };
        let sensor = course.sensor.as_str();
        Ok(Outgoing::new(student.timeback_id, sensor, &event))
    }

    /// The course and its app; without a `timeback.config.json` there is none.
    fn find(
        self,
        course: &CourseRef,
    ) -> Result<(&'a AppConfig, &'a ConfiguredCourse), CourseError> {
        let app = self.timeback.config().app.as_deref();
        let app = app.ok_or(CourseError::Unknown)?;
        Ok((app, app.select(course.selector())?))
    }

    /// The IRI of a OneRoster record.
    fn record_of(self, collection: &str, id: &str) -> Url {
        let path = ROSTERING.into_iter().chain([collection, id]);
        below(&self.timeback.config().api_url, path)
    }
}

/// The IRI of an activity: `{sensor}/activities/{subject}/g{grade}/{id}` or `{sensor}/activities/{code}/{id}`.
fn activity_url(sensor: &Url, course: &CourseRef, id: &str) -> Url {
    match course {
        CourseRef::Code(code) => below(sensor, ["activities", code, id]),
        CourseRef::SubjectAndGrade { subject, grade } => {
            let grade = format!("g{grade}");
            below(sensor, ["activities", subject.as_str(), &grade, id])
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
