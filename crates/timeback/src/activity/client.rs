use super::{
    CourseRef, Heartbeat, Submission,
    making::{self, Made},
};
use crate::{CourseError, Error, Timeback, caliper::Event, outbox::Outgoing};

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

impl<'a> ActivityClient<'a> {
    pub(crate) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    /// Sends a completed activity at once. Safe to repeat: the same submission of the same student is one event.
    ///
    /// # Errors
    /// [`ActivityError`]. To keep what cannot be sent now, hand [`submission`](Self::submission) to an
    /// [`Outbox`](crate::outbox::Outbox) instead.
    pub async fn record(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<(), ActivityError> {
        let made = making::completed(self.timeback.config(), student, submission)?;
        self.send(made).await
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
        let made = making::spent(self.timeback.config(), student, heartbeat)?;
        self.send(made).await
    }

    /// A completed activity, ready for an [`Outbox`](crate::outbox::Outbox); sends nothing.
    ///
    /// # Errors
    /// The submission belongs to no course of the app.
    pub fn submission(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<Outgoing, CourseError> {
        let made = making::completed(self.timeback.config(), student, submission)?;
        Ok(Outgoing::new(student.timeback_id, made.sensor, &made.event))
    }

    /// Time spent, ready for an [`Outbox`](crate::outbox::Outbox); sends nothing.
    ///
    /// # Errors
    /// The heartbeat belongs to no course of the app.
    pub fn heartbeat(
        self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<Outgoing, CourseError> {
        let made = making::spent(self.timeback.config(), student, heartbeat)?;
        Ok(Outgoing::new(student.timeback_id, made.sensor, &made.event))
    }

    /// The event that says what `submission` says, for who wants to change it before it is sent by
    /// [`CaliperClient::send`](crate::CaliperClient::send).
    ///
    /// # Errors
    /// The submission belongs to no course of the app.
    pub fn event_of(
        self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<Event, CourseError> {
        let made = making::completed(self.timeback.config(), student, submission)?;
        Ok(made.event)
    }

    /// That a student's work can be reported: the app has the course, and the platform too.
    ///
    /// # Errors
    /// Why not.
    pub fn check(self, course: &CourseRef) -> Result<(), CourseError> {
        let (_, course) = making::find(self.timeback.config(), course)?;
        course.synced_id().map(|_| ())
    }

    async fn send(self, made: Made<'_>) -> Result<(), ActivityError> {
        let events = [made.event];
        let sent = self.timeback.caliper().send(made.sensor, &events);
        sent.await.map(|_| ()).map_err(ActivityError::Send)
    }
}
