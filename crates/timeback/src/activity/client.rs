use super::{
    CourseRef, Heartbeat, Submission,
    event_builder::{self, BuiltEvent},
};
use crate::{CourseError, Error, Timeback, caliper::Event, outbox::Outgoing};

/// Client for reporting students' activity. Returned by [`Timeback::activity`].
#[derive(Debug, Clone, Copy)]
pub struct ActivityClient<'a> {
    timeback: &'a Timeback,
}

/// The student an activity is reported for.
#[derive(Clone, Copy)]
pub struct Student<'a> {
    /// The student's OneRoster `sourcedId`.
    pub timeback_id: &'a str,
    /// The e-mail address the student signed in with.
    pub email: &'a str,
}

/// Error of reporting an activity.
#[derive(Debug, thiserror::Error)]
pub enum ActivityError {
    /// The course is not one of the app's.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// The platform did not accept the event.
    #[error("the activity could not be sent")]
    Send(#[source] Error),
}

impl<'a> ActivityClient<'a> {
    pub(crate) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Sends a completed activity immediately. Idempotent: the same submission of the same student is one event.
    ///
    /// # Errors
    /// Returns [`ActivityError`] when the course is unknown or the platform does not accept the event. For delivery with
    /// retries pass [`submission`](Self::submission) to an [`Outbox`](crate::outbox::Outbox) instead.
    pub async fn record(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<(), ActivityError> {
        let built = event_builder::completed(self.timeback.config(), student, submission)?;
        self.send(built).await
    }

    /// Sends time spent immediately. Idempotent: the same heartbeat of the same student is one event.
    ///
    /// # Errors
    /// Returns the errors of [`record`](Self::record).
    pub async fn record_time(
        self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<(), ActivityError> {
        let built = event_builder::time_spent(self.timeback.config(), student, heartbeat)?;
        self.send(built).await
    }

    /// Builds the event of a completed activity for an [`Outbox`](crate::outbox::Outbox). Sends nothing.
    ///
    /// # Errors
    /// Returns [`CourseError`] when the course is not one of the app's.
    pub fn submission(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<Outgoing, CourseError> {
        let built = event_builder::completed(self.timeback.config(), student, submission)?;
        Ok(Outgoing::new(
            student.timeback_id,
            built.sensor,
            &built.event,
        ))
    }

    /// Builds the event of time spent for an [`Outbox`](crate::outbox::Outbox). Sends nothing.
    ///
    /// # Errors
    /// Returns [`CourseError`] when the course is not one of the app's.
    pub fn heartbeat(
        self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<Outgoing, CourseError> {
        let built = event_builder::time_spent(self.timeback.config(), student, heartbeat)?;
        Ok(Outgoing::new(
            student.timeback_id,
            built.sensor,
            &built.event,
        ))
    }

    /// Builds the event of a submission, to be customized and sent with
    /// [`CaliperClient::send`](crate::CaliperClient::send).
    ///
    /// # Errors
    /// Returns [`CourseError`] when the course is not one of the app's.
    pub fn event_of(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<Event, CourseError> {
        let built = event_builder::completed(self.timeback.config(), student, submission)?;
        Ok(built.event)
    }

    /// Checks that work in this course can be reported.
    ///
    /// # Errors
    /// Returns [`CourseError`] when the course is not one of the app's or does not exist on the platform.
    pub fn check(self, course: &CourseRef) -> Result<(), CourseError> {
        let (_, course) = event_builder::find_course(self.timeback.config(), course)?;
        course.synced_id().map(|_| ())
    }

    async fn send(self, built: BuiltEvent<'_>) -> Result<(), ActivityError> {
        let events = [built.event];
        let sent = self.timeback.caliper().send(built.sensor, &events);
        sent.await.map(|_| ()).map_err(ActivityError::Send)
    }
}
