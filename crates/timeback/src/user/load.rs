//! Loading enrollments and activity concurrently, and only what is not cached.

use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{ActivitySummary, EnrolledCourse, Part, PartialProfile, ProfileParts, UserRecord};
use crate::{
    Day, Error, Timeback,
    edubridge::{
        ActivityFigures, Period, Student, get_activity, get_enrollment_activity, list_enrollments,
    },
    history::History,
    transport::Operation,
};

/// First day of all-time XP. Timeback has no activity before it.
const FIRST_DAY: Date = date(2000, 1, 1);

/// Loads the enrollments and activity of a resolved user.
#[derive(Clone, Copy)]
pub(crate) struct Loader<'a> {
    pub operation: Operation<'a>,
    pub now: Timestamp,
    pub day: &'a Day,
    timeback: &'a Timeback,
}

/// Cached parts that a load can reuse.
#[derive(Default)]
pub(crate) struct Reusable {
    pub enrollments: Option<Part<Vec<EnrolledCourse>>>,
    pub activity: Option<Part<ActivitySummary>>,
    pub history: Option<Arc<History>>,
    /// When the earliest recently delivered event occurred.
    pub occurred_at: Option<Timestamp>,
}

impl<'a> Loader<'a> {
    pub fn new(timeback: &'a Timeback, day: &'a Day) -> Self {
        Self {
            operation: timeback.operation(),
            now: timeback.clock().now(),
            timeback,
            day,
        }
    }

    /// Creates an empty partial profile of this user.
    pub fn partial_profile(self, user: &UserRecord) -> PartialProfile {
        PartialProfile::new(user.clone(), self.today())
    }

    /// Loads the parts, and returns the history for the next incremental load. Each part is in `partial` as soon as it
    /// has arrived.
    ///
    /// One activity request serves both today's and all-time XP.
    pub async fn load(
        self,
        user: UserRecord,
        known: Reusable,
        partial: &PartialProfile,
    ) -> (ProfileParts, Option<Arc<History>>) {
        let enrollments = async {
            let response = self.enrollments(&user, known.enrollments).await;
            partial.enrollments(&response);
            response
        };
        let activity = async {
            let response = self
                .summary(&user, known.activity, known.history, known.occurred_at)
                .await;
            partial.activity(&response.0);
            response
        };
        let (enrollments, (activity, history)) = tokio::join!(enrollments, activity);
        let parts = ProfileParts {
            user,
            enrollments,
            activity,
            today: self.today(),
        };
        (parts, history)
    }

    /// Loads the user's courses, in the platform's order, without deleted ones.
    pub async fn courses(self, user: &UserRecord) -> Result<Vec<EnrolledCourse>, Error> {
        let app = self.timeback.config().app.as_deref();
        let enrollments = list_enrollments(self.operation, &user.id).await?;
        Ok(enrollments
            .into_iter()
            .filter(|enrollment| !enrollment.is_inactive())
            .map(|enrollment| EnrolledCourse::new(enrollment, app))
            .collect())
    }

    /// Loads the all-time activity of one enrollment.
    pub async fn course_activity(self, enrollment_id: &str) -> Result<ActivitySummary, Error> {
        let period = self.period(FIRST_DAY);
        let activity =
            get_enrollment_activity(self.timeback.operation(), enrollment_id, Some(&period))
                .await?;
        Ok(History::new(&activity, self.today(), self.now).summary())
    }

    async fn enrollments(
        self,
        user: &UserRecord,
        known: Option<Part<Vec<EnrolledCourse>>>,
    ) -> Result<Part<Vec<EnrolledCourse>>, Error> {
        if let Some(known) = known {
            return Ok(known);
        }
        Ok(self.part(self.courses(user).await?))
    }

    async fn summary(
        self,
        user: &UserRecord,
        known: Option<Part<ActivitySummary>>,
        history: Option<Arc<History>>,
        occurred_at: Option<Timestamp>,
    ) -> (Result<Part<ActivitySummary>, Error>, Option<Arc<History>>) {
        if let Some(known) = known {
            return (Ok(known), history);
        }
        match self.history(user, history.as_deref(), occurred_at).await {
            Ok(new) => (Ok(self.part(new.summary())), Some(Arc::new(new))),
            Err(error) => (Err(error), history),
        }
    }

    /// Loads the full history, or updates the `known` one with the recent days.
    async fn history(
        self,
        user: &UserRecord,
        known: Option<&History>,
        occurred_at: Option<Timestamp>,
    ) -> Result<History, Error> {
        let changed = occurred_at.map(|occurred_at| self.day.date(occurred_at));
        let open = known.and_then(|known| Some((known, known.reload_from(self.now, changed)?)));
        let Some((known, since)) = open else {
            let activity = self.activity(user, FIRST_DAY).await?;
            return Ok(History::new(&activity, self.today(), self.now));
        };
        let activity = self.activity(user, since).await?;
        Ok(known.updated(&activity, since, self.today()))
    }

    async fn activity(self, user: &UserRecord, first: Date) -> Result<ActivityFigures, Error> {
        get_activity(self.operation, Student::Id(&user.id), &self.period(first)).await
    }

    fn period(self, first: Date) -> Period {
        Period::new(first, self.today()).in_zone(self.day.zone())
    }

    fn part<T>(self, value: T) -> Part<T> {
        Part {
            value,
            fetched_at: self.now,
            day: self.today(),
            stale: None,
        }
    }

    fn today(self) -> Date {
        self.day.date(self.now)
    }
}
