//! The user client, `timeback.user()`: resolution, verification and profiles.

mod candidate;
mod course;
mod day_details;
mod key;
mod load;
mod partial_profile;
mod parts;
mod record;
mod resolve;
mod students;

use futures_util::{StreamExt as _, stream};

use super::{
    ProfileOptions, Snapshot, Timeback, TimebackProfile, UserError, UserResolutionError,
    Verification,
};

use self::resolve::{candidates, resolve};
pub use self::{
    candidate::Candidate,
    course::{CourseProgress, CourseSize, EnrolledCourse},
    day_details::{DayDetails, DayWork},
    key::UserKey,
    parts::{ActivitySummary, Part, ProfileParts},
    record::UserRecord,
};
pub(super) use self::{
    load::{Loader, Reusable},
    partial_profile::PartialProfile,
};

/// The options of the official SDK.
static SDK_OPTIONS: ProfileOptions = ProfileOptions {
    day: super::Day::Utc,
};

/// Limit of concurrent course requests.
pub(super) const MAX_CONCURRENT_COURSES: usize = 4;

/// Client for users, identified by e-mail address or id ([`UserKey`]). Returned by [`Timeback::user`].
#[derive(Debug, Clone, Copy)]
pub struct UserClient<'a> {
    timeback: &'a Timeback,
    options: &'a ProfileOptions,
}

impl<'a> UserClient<'a> {
    pub(super) fn new(timeback: &'a Timeback) -> Self {
        Self {
            timeback,
            options: &SDK_OPTIONS,
        }
    }

    /// Returns the client with other profile options.
    #[must_use]
    pub fn with_options(self, options: &'a ProfileOptions) -> Self {
        Self { options, ..self }
    }

    /// Returns whether the key matches exactly one Timeback user. Sends one lookup; loads no enrollments or analytics.
    ///
    /// # Errors
    /// Returns [`UserResolutionError`] when the user is ambiguous or the lookup fails. An unknown user is not an error.
    pub async fn verify(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<Verification, UserResolutionError> {
        let resolved = self.resolve(user).await;
        verification(resolved.as_ref().map(|user| user.id.as_str()))
    }

    /// Returns the full profile: one lookup, then enrollments and activity concurrently.
    ///
    /// # Errors
    /// Returns [`UserError`] when the user cannot be resolved or any part fails.
    pub async fn get_profile(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<TimebackProfile, UserError> {
        Ok(self.get_snapshot(user).await?.profile)
    }

    /// Returns the profile with today's and the week's progress. Sends the same requests as
    /// [`get_profile`](Self::get_profile).
    ///
    /// # Errors
    /// Returns the errors of [`get_profile`](Self::get_profile).
    pub async fn get_snapshot(self, user: impl Into<UserKey<'_>>) -> Result<Snapshot, UserError> {
        self.profile_parts(user).await?.snapshot()
    }

    /// Returns the profile in parts, so that one failing service does not affect the others. Sends the same requests as
    /// [`get_profile`](Self::get_profile). The parts hold more than the official profile: each course's goals, school,
    /// subjects and dates, and XP by app and subject.
    ///
    /// # Errors
    /// Returns [`UserResolutionError`] when the user cannot be resolved.
    pub async fn profile_parts(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<ProfileParts, UserResolutionError> {
        let loader = self.loader();
        let user = resolve(loader.operation, user.into()).await?;
        let partial = loader.partial_profile(&user);
        let (parts, _) = loader.load(user, Reusable::default(), &partial).await;
        Ok(parts)
    }

    /// Returns the user's progress in each current course: one lookup, the enrollments, then one request per course, four
    /// at a time.
    ///
    /// # Errors
    /// Returns [`UserError::Resolution`] when the user cannot be resolved, and [`UserError::Enrollments`] when the
    /// enrollments fail. The error of a single course is in its [`CourseProgress`].
    pub async fn course_progress(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<Vec<CourseProgress>, UserError> {
        let loader = self.loader();
        let user = resolve(loader.operation, user.into()).await?;
        let courses = loader
            .courses(&user)
            .await
            .map_err(UserError::Enrollments)?;
        let current = courses
            .into_iter()
            .filter(|course| course.is_current(loader.now, loader.day));
        let progress = current.map(|course| async {
            let activity = loader.course_activity(&course.enrollment_id).await;
            CourseProgress { course, activity }
        });
        Ok(stream::iter(progress)
            .buffered(MAX_CONCURRENT_COURSES)
            .collect()
            .await)
    }

    /// Returns all users with this address, so that an administrator can resolve an ambiguous one. Sends one request; no
    /// match is an empty list.
    ///
    /// # Errors
    /// Returns [`UserResolutionError::MissingEmail`] for a blank address and [`UserResolutionError::LookupFailed`] when the
    /// lookup fails.
    pub async fn candidates(self, email: &str) -> Result<Vec<Candidate>, UserResolutionError> {
        candidates(self.timeback.operation(), email).await
    }

    /// Resolves the user.
    pub(super) async fn resolve(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<UserRecord, UserResolutionError> {
        resolve(self.timeback.operation(), user.into()).await
    }

    /// Creates a loader, whose deadline starts now.
    pub(super) fn loader(self) -> Loader<'a> {
        Loader::new(self.timeback, &self.options.day)
    }
}

/// Converts a resolution to a verification: "not found" is unverified, any other error stays one.
pub(super) fn verification(
    resolved: Result<&str, &UserResolutionError>,
) -> Result<Verification, UserResolutionError> {
    match resolved {
        Ok(id) => Ok(Verification::Verified {
            timeback_id: id.to_owned(),
        }),
        Err(UserResolutionError::NotFound) => Ok(Verification::Unverified),
        Err(error) => Err(error.clone()),
    }
}
