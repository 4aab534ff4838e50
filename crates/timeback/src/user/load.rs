//! Enrollments and activity: asked side by side, and only for what is not known yet.

use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::{ActivitySummary, Arriving, EnrolledCourse, Part, ProfileParts, UserRecord};
use crate::{
    Day, Error, Timeback,
    edubridge::{Activity, Period, Student, get_activity, list_enrollments},
    history::History,
    transport::Operation,
};

/// Timeback has no activity before this day; "all XP" counts from here.
const BEGINNING: Date = date(2000, 1, 1);

/// Asks for the second half of a profile.
#[derive(Clone, Copy)]
pub(crate) struct Loader<'a> {
    pub operation: Operation<'a>,
    pub now: Timestamp,
    pub day: &'a Day,
    timeback: &'a Timeback,
}

/// What is known already and need not be asked for, and the history that need not be asked for in whole.
#[derive(Default)]
pub(crate) struct Loaded {
    pub enrollments: Option<Part<Vec<EnrolledCourse>>>,
    pub activity: Option<Part<ActivitySummary>>,
    pub history: Option<Arc<History>>,
    /// When the earliest event occurred that the platform is known to have taken in lately.
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

    /// Nothing of this user yet.
    pub fn arriving(self, user: &UserRecord) -> Arriving {
        Arriving::new(user.clone(), self.today())
    }

    /// The parts, and the history that the next ones can build on. Each answer is in `arriving` as soon as it is here.
    ///
    /// One question about activity serves both sums: the whole history holds today as well.
    pub async fn load(
        self,
        user: UserRecord,
        known: Loaded,
        arriving: &Arriving,
    ) -> (ProfileParts, Option<Arc<History>>) {
        let enrollments = async {
            let answer = self.enrollments(&user, known.enrollments).await;
            arriving.enrollments(&answer);
            answer
        };
        let activity = async {
            let answer = self
                .summary(&user, known.activity, known.history, known.occurred_at)
                .await;
            arriving.activity(&answer.0);
            answer
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

    /// The user's courses, in the platform's order, without those that are gone.
    pub async fn courses(self, user: &UserRecord) -> Result<Vec<EnrolledCourse>, Error> {
        let app = self.timeback.config().app.as_deref();
        let enrollments = list_enrollments(self.operation, &user.id).await?;
        Ok(enrollments
            .into_iter()
            .filter(|enrollment| !enrollment.is_gone())
            .map(|enrollment| EnrolledCourse::new(enrollment, app))
            .collect())
    }

    /// What was done in the course of one enrollment, over all days.
    pub async fn course_activity(self, enrollment_id: &str) -> Result<ActivitySummary, Error> {
        let activity = self
            .timeback
            .edubridge()
            .get_enrollment_activity(enrollment_id, Some(&self.period(BEGINNING)))
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

    /// The whole history, or what is known of it with its open days as they are now.
    async fn history(
        self,
        user: &UserRecord,
        known: Option<&History>,
        occurred_at: Option<Timestamp>,
    ) -> Result<History, Error> {
        let changed = occurred_at.map(|occurred_at| self.day.date(occurred_at));
        let open = known.and_then(|known| Some((known, known.open_since(self.now, changed)?)));
        let Some((known, since)) = open else {
            let activity = self.activity(user, BEGINNING).await?;
            return Ok(History::new(&activity, self.today(), self.now));
        };
        let activity = self.activity(user, since).await?;
        Ok(known.renewed(&activity, since, self.today()))
    }

    async fn activity(self, user: &UserRecord, first: Date) -> Result<Activity, Error> {
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
