//! The EduBridge client, `timeback.edubridge()`: enrollments and analytics.
//!
//! Unknown fields and optional fields of the wrong type are ignored. A null figure counts as zero; missing XP is an error, so
//! that a renamed field is not taken for "no XP". One XP is about a minute of focused learning. XP may be fractional, and
//! negative when the platform revokes it.
//!
//! ```no_run
//! # #[cfg(feature = "client")]
//! # async fn example() -> Result<(), timeback::Error> {
//! use jiff::{civil::date, tz::TimeZone};
//! use timeback::{
//!     Config, Timeback,
//!     edubridge::{Period, Student},
//! };
//!
//! let timeback = Timeback::new(Config::staging("client-id", "client-secret".into()));
//! let week = Period::new(date(2026, 3, 9), date(2026, 3, 15));
//! let activity = timeback
//!     .edubridge()
//!     .get_activity(Student::Id("maya-okafor"), &week)
//!     .await?;
//! println!("XP: {}", activity.activity_metrics().xp_earned);
//! # Ok(())
//! # }
//! ```

pub mod activity;
mod activity_decode;
pub mod applications;
pub mod course_goals;
pub mod default_class;
pub mod enroll;
pub mod enrollment_metadata;
pub mod enrollments;
mod envelope;
pub mod fact_row;
mod facts_by_app;
mod figures;
mod grade;
pub mod highest_grade;
pub mod map_profile;
mod open_enum;
#[cfg(test)]
pub(super) mod parsers;
pub mod period;
pub mod subject_track_groups;
pub mod subject_tracks;
pub mod time_saved;
pub mod users;
pub mod week;

use super::{Timeback, transport::Operation};

pub use self::{
    activity::{Activity, ActivityMetrics, Facts, FactsByDay, FactsByDayAndApp, TimeSpentMetrics},
    applications::{Application, ApplicationMetric, Metric, MetricSource},
    course_goals::GoalsPropagation,
    default_class::DefaultClass,
    enroll::NewEnrollment,
    enrollment_metadata::{EnrollmentMetadata, EnrollmentMetrics},
    enrollments::{ClassPeriod, Course, Enrollment, PrimaryApp, Role, School},
    fact_row::{EventType, FactRow},
    highest_grade::{HighestGradeMastered, MasteredGrades},
    map_profile::MapReport,
    period::{Period, Student},
    subject_track_groups::{
        ConflictStrategy, NewSubjectTrackGroup, SubjectTrackGroup, SubjectTrackGroupKey,
        SubjectTrackGroupUpdate,
    },
    subject_tracks::{NewSubjectTrack, Subject, SubjectTrack, TrackCourse, TrackOrg},
    time_saved::{TimeSaved, TimeSavedCalculation},
    users::{UsersPage, UsersQuery},
    week::Week,
};
pub(super) use self::{
    activity::{get_activity, get_enrollment_activity},
    enrollments::list_enrollments,
    figures::{ActivityFigures, DayTable, Row, SubjectFigures},
};

/// Client of the EduBridge service. Every call has a deadline of its own. Returned by [`Timeback::edubridge`].
///
/// # Errors
/// Every call returns [`Error`](super::Error) when it fails. An invalid request, such as one with an empty id, is not sent
/// ([`Failure::InvalidRequest`](super::Failure::InvalidRequest)).
#[derive(Debug, Clone, Copy)]
pub struct EduBridge<'a> {
    timeback: &'a Timeback,
}

impl<'a> EduBridge<'a> {
    pub(super) fn new(timeback: &'a Timeback) -> Self {
        Self { timeback }
    }

    fn operation(self) -> Operation<'a> {
        self.timeback.operation()
    }
}
