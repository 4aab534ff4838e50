use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::broadcast;

use timeback::{
    CourseError, Outbox, Timeback,
    activity::{CourseRef, Heartbeat, RecentHeartbeats, Student, Submission},
    outbox::{Delivered, Depth, OutboxError, StoreError},
};

/// How long an event that Timeback refused is kept, to find out why.
const REFUSED_KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What students do, on its way to Timeback. Cheap to clone.
#[derive(Clone)]
pub struct Activities {
    timeback: Timeback,
    outbox: Outbox,
    recent: Arc<RecentHeartbeats>,
}

/// Why something a student did was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ActivityError {
    /// It belongs to no course of the app.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// It could not be kept.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

impl Activities {
    pub(super) fn new(timeback: Timeback, outbox: Outbox) -> Self {
        Self {
            timeback,
            outbox,
            recent: Arc::default(),
        }
    }

    /// That the app has this course, and Timeback too.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, course: &CourseRef) -> Result<(), CourseError> {
        self.timeback.activity().check(course)
    }

    /// Takes in that a student completed an activity. It is kept when this returns, and sent as soon as Timeback
    /// takes it.
    ///
    /// # Errors
    /// It belongs to no course, or could not be kept.
    pub async fn submit(
        &self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<(), ActivityError> {
        let activity = self.timeback.activity();
        let event = activity.submission(student, submission)?;
        Ok(self.outbox.accept(&event).await?)
    }

    /// Takes in that a student spent time on an activity, as [`submit`](Self::submit) does.
    ///
    /// # Errors
    /// As [`submit`](Self::submit).
    pub async fn beat(
        &self,
        student: Student<'_>,
        heartbeat: &Heartbeat,
    ) -> Result<(), ActivityError> {
        let activity = self.timeback.activity();
        let event = activity.heartbeat(student, heartbeat)?;
        self.outbox.accept(&event).await?;
        let now = self.timeback.config().clock.now();
        self.recent.record(student.email, heartbeat, now);
        Ok(())
    }

    /// Whether the student with this address sent the same heartbeat in the last five minutes.
    pub fn is_repeated(&self, email: &str, heartbeat: &Heartbeat) -> bool {
        let now = self.timeback.config().clock.now();
        self.recent.contains(email, heartbeat, now)
    }

    /// How much waits for Timeback, since when, and how much it refused.
    ///
    /// # Errors
    /// The database's.
    pub async fn depth(&self) -> Result<Depth, StoreError> {
        self.outbox.depth().await
    }

    /// Deletes what Timeback refused more than 30 days ago.
    ///
    /// # Errors
    /// The database's.
    pub async fn clean_up(&self) -> Result<(), StoreError> {
        let now = self.timeback.config().clock.now();
        self.outbox
            .delete_dead_letters_before(now - REFUSED_KEPT_FOR)
            .await
    }

    /// Hears of everything that reaches Timeback from now on.
    pub fn deliveries(&self) -> broadcast::Receiver<Delivered> {
        self.outbox.deliveries()
    }

    /// Delivers until `stopping`. See [`Outbox::deliver`].
    pub(super) async fn deliver(&self, stopping: impl Future<Output = ()>) {
        self.outbox.deliver(&self.timeback, stopping).await;
    }
}
