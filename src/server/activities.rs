use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::broadcast;

use crate::nodes::{News, Nodes};
use timeback::{
    CourseError, Outbox, Timeback,
    activity::{CourseRef, Heartbeat, RecentHeartbeats, Student, Submission},
    outbox::{Delivered, Depth, OutboxError, Outgoing, StoreError},
};

/// Retention of events that Timeback rejected, for diagnosis.
const REFUSED_KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Student activity events, queued for Timeback. Cheap to clone.
#[derive(Clone)]
pub struct Activities {
    timeback: Timeback,
    outbox: Outbox,
    nodes: Nodes,
    recent: Arc<RecentHeartbeats>,
}

/// Reason why an activity was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ActivityError {
    /// The course is unknown or has no Timeback ID yet.
    #[error(transparent)]
    Course(#[from] CourseError),
    /// The event could not be stored.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

impl Activities {
    pub(super) fn new(timeback: Timeback, outbox: Outbox, nodes: Nodes) -> Self {
        Self {
            timeback,
            outbox,
            nodes,
            recent: Arc::default(),
        }
    }

    /// Checks that the app has this course and that the course has a Timeback ID.
    ///
    /// # Errors
    /// Returns [`CourseError`] otherwise.
    pub fn check(&self, course: &CourseRef) -> Result<(), CourseError> {
        self.timeback.activity().check(course)
    }

    /// Records that a student completed an activity. The event is stored when this returns and sent as soon as Timeback
    /// accepts it.
    ///
    /// # Errors
    /// Returns an error when the course is unknown or the event cannot be stored.
    pub async fn submit(
        &self,
        student: Student<'_>,
        submission: &Submission,
    ) -> Result<(), ActivityError> {
        let activity = self.timeback.activity();
        let event = activity.submission(student, submission)?;
        Ok(self.accept(&event).await?)
    }

    /// Records time that a student spent on an activity, like [`submit`](Self::submit).
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
        self.accept(&event).await?;
        let now = self.timeback.config().clock.now();
        self.recent.record(student.email, heartbeat, now);
        Ok(())
    }

    async fn accept(&self, event: &Outgoing) -> Result<(), OutboxError> {
        self.outbox.accept(event).await?;
        // It may be another node that delivers.
        self.nodes.publish(News::EventQueued);
        Ok(())
    }

    /// Whether the student with this address sent the same heartbeat in the last five minutes.
    pub fn is_repeated(&self, email: &str, heartbeat: &Heartbeat) -> bool {
        let now = self.timeback.config().clock.now();
        self.recent.contains(email, heartbeat, now)
    }

    /// Size and age of the queue, and the number of rejected events.
    ///
    /// # Errors
    /// Returns [`StoreError`] when the query fails.
    pub async fn depth(&self) -> Result<Depth, StoreError> {
        self.outbox.depth().await
    }

    /// Deletes events that Timeback rejected more than 30 days ago.
    ///
    /// # Errors
    /// Returns [`StoreError`] when the query fails.
    pub async fn clean_up(&self) -> Result<(), StoreError> {
        let now = self.timeback.config().clock.now();
        self.outbox
            .delete_dead_letters_before(now - REFUSED_KEPT_FOR)
            .await
    }

    /// Looks for queued events at once: another node may have queued one.
    pub(super) fn wake(&self) {
        self.outbox.wake();
    }

    /// Subscribes to deliveries to Timeback.
    pub fn deliveries(&self) -> broadcast::Receiver<Delivered> {
        self.outbox.deliveries()
    }

    /// Delivers events until `stopping` resolves. See [`Outbox::deliver`].
    pub(super) async fn deliver(&self, stopping: impl Future<Output = ()>) {
        self.outbox.deliver(&self.timeback, stopping).await;
    }
}
