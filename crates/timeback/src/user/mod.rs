//! `timeback.user()`: which calls, in what order, and how each field of a profile is made.

mod arriving;
mod candidate;
mod course;
mod key;
mod load;
mod parts;
mod record;
mod resolve;

use futures_util::{StreamExt as _, stream};

use super::{
    ProfileOptions, Snapshot, Timeback, TimebackProfile, UserError, UserResolutionError,
    Verification,
};

use self::resolve::{candidates, resolve};
pub(super) use self::{
    arriving::Arriving,
    load::{Loaded, Loader},
};
pub use self::{
    candidate::Candidate,
    course::{CourseProgress, EnrolledCourse},
    key::UserKey,
    parts::{ActivitySummary, Part, ProfileParts},
    record::UserRecord,
};

/// As the official SDK has it.
static OFFICIAL: ProfileOptions = ProfileOptions {
    day: super::Day::Utc,
};

/// How many courses are asked about at once.
const COURSES_AT_ONCE: usize = 4;

/// What Timeback knows about a user, asked by e-mail address or id ([`UserKey`]). Made by [`Timeback::user`].
#[derive(Debug, Clone, Copy)]
pub struct UserClient<'a> {
    timeback: &'a Timeback,
    options: &'a ProfileOptions,
}

impl<'a> UserClient<'a> {
    pub(super) fn new(timeback: &'a Timeback) -> Self {
        Self {
            timeback,
            options: &OFFICIAL,
        }
    }

    /// The same client with options of its own.
    #[must_use]
    pub fn with_options(self, options: &'a ProfileOptions) -> Self {
        Self { options, ..self }
    }

    /// Whether exactly one Timeback user is meant: one light lookup, no enrollments, no analytics.
    ///
    /// # Errors
    /// [`UserResolutionError`], but for `NotFound`, which is an answer.
    pub async fn verify(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<Verification, UserResolutionError> {
        let resolved = self.resolve(user).await;
        verification(resolved.as_ref().map(|user| user.id.as_str()))
    }

    /// The full profile: one lookup, then enrollments and activity side by side.
    ///
    /// # Errors
    /// [`UserError`]; nothing is answered in part.
    pub async fn get_profile(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<TimebackProfile, UserError> {
        Ok(self.get_snapshot(user).await?.profile)
    }

    /// The profile together with today's and the week's progress, for the same calls.
    ///
    /// # Errors
    /// As [`UserClient::get_profile`].
    pub async fn get_snapshot(self, user: impl Into<UserKey<'_>>) -> Result<Snapshot, UserError> {
        self.profile_parts(user).await?.snapshot()
    }

    /// The profile in parts, for the same calls: what one service cannot say leaves the others usable. The parts hold more
    /// than the official profile does: each course's goals, school, subjects and dates, and XP by app and subject.
    ///
    /// # Errors
    /// [`UserResolutionError`]: without a user there are no parts.
    pub async fn profile_parts(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<ProfileParts, UserResolutionError> {
        let loader = self.loader();
        let user = resolve(loader.operation, user.into()).await?;
        let arriving = loader.arriving(&user);
        let (parts, _) = loader.load(user, Loaded::default(), &arriving).await;
        Ok(parts)
    }

    /// How far the user is in each current course: one lookup, the enrollments, then one call a course, four at a time.
    ///
    /// # Errors
    /// [`UserError::Resolution`] and [`UserError::Enrollments`]; a course that cannot be asked for says so itself.
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
            .buffered(COURSES_AT_ONCE)
            .collect()
            .await)
    }

    /// Everyone who has this address, for an administrator to choose from where it is ambiguous: one call. Nobody is an
    /// empty list.
    ///
    /// # Errors
    /// `MissingEmail` and `LookupFailed`.
    pub async fn candidates(self, email: &str) -> Result<Vec<Candidate>, UserResolutionError> {
        candidates(self.timeback.operation(), email).await
    }

    /// The first half of a profile.
    pub(super) async fn resolve(
        self,
        user: impl Into<UserKey<'_>>,
    ) -> Result<UserRecord, UserResolutionError> {
        resolve(self.timeback.operation(), user.into()).await
    }

    /// The second half of a profile, under a deadline that begins now.
    pub(super) fn loader(self) -> Loader<'a> {
        Loader::new(self.timeback, &self.options.day)
    }
}

/// What a resolution says about verification: "not found" is an answer, everything else an error.
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
