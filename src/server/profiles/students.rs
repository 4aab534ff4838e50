//! The profiles of a guardian's or a teacher's students. Here alone it is decided who may look at whom.

use std::{slice, sync::Arc, time::Duration};

use super::{Profiles, log_last_error};
use crate::{error::AppError, server::StudentRead, viewer::CurrentUser};
use timeback::{
    DailyXp, Day, EnrolledCourse, Error, PartsByDeadline, ProfileParts, UserRecord,
    UserResolutionError,
};

/// One of the viewer's own students. Only [`Profiles`] makes one, of the roster's, so whoever holds it may look at them.
#[derive(Debug, Clone)]
pub struct OwnStudent {
    viewer: CurrentUser,
    record: UserRecord,
    day: Day,
}

impl OwnStudent {
    /// The student's record.
    pub fn record(&self) -> &UserRecord {
        &self.record
    }

    /// The student's calendar days: by the time zone of their own account, else by the school's.
    pub fn day(&self) -> &Day {
        &self.day
    }
}

/// Error of a look at a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StudentError {
    /// The roster does not give the viewer this student, whether or not there is one with this id.
    #[error("this is not one of the viewer's students")]
    NotTheirStudent,
    /// The roster or the profile could not be loaded.
    #[error(transparent)]
    Failed(#[from] AppError),
}

impl Profiles {
    /// The viewer's students, by name. Empty for a viewer whom Timeback does not know.
    ///
    /// # Errors
    /// Returns the page's error when the viewer is not exactly one Timeback user, or a call to Timeback fails.
    pub async fn students_of(&self, read: &StudentRead) -> Result<Vec<OwnStudent>, AppError> {
        let viewer = read.student();
        let students = self.list_students(viewer).await?;
        self.own(viewer, &students).await
    }

    /// The viewer's student with this Timeback id.
    ///
    /// # Errors
    /// Returns [`StudentError::NotTheirStudent`] for anyone else's and for an unknown id, and the errors of
    /// [`students_of`](Self::students_of).
    pub async fn student_of(
        &self,
        read: &StudentRead,
        id: &str,
    ) -> Result<OwnStudent, StudentError> {
        let viewer = read.student();
        let students = self.list_students(viewer).await?;
        let student = students.iter().find(|student| student.id == id);
        let student = student.ok_or(StudentError::NotTheirStudent)?;
        let own = self.own(viewer, slice::from_ref(student)).await?;
        own.into_iter().next().ok_or(StudentError::NotTheirStudent)
    }

    /// The parts of this student's profile that are known after `patience`, as
    /// [`parts_within`](Self::parts_within). The look is in the audit log.
    ///
    /// # Errors
    /// As [`student_of`](Self::student_of): the student may have been taken off the roster meanwhile.
    pub async fn student_parts_within(
        &self,
        read: &StudentRead,
        student: &OwnStudent,
        patience: Duration,
    ) -> Result<PartsByDeadline, StudentError> {
        let (viewer, id) = (&student.viewer, &student.record.id);
        self.reads.note_student(&read.read, id).await;
        let (session, email) = (viewer.session.as_str(), viewer.email.as_str());
        let known = self
            .cache_of(viewer)
            .student_parts_within(session, email, id, &student.day, patience)
            .await;
        let known = known.map_err(AppError::from)?;
        let known = known.ok_or(StudentError::NotTheirStudent)?;
        log_last_error(&known.parts);
        Ok(known)
    }

    /// The XP of each of these courses of the student, in order. Part of the look that returned `parts`.
    pub async fn student_course_xp(
        &self,
        student: &OwnStudent,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let viewer = &student.viewer;
        let (session, email) = (viewer.session.as_str(), viewer.email.as_str());
        self.cache_of(viewer)
            .student_course_xp(session, email, &student.day, parts, courses)
            .await
    }

    async fn list_students(&self, viewer: &CurrentUser) -> Result<Arc<[UserRecord]>, AppError> {
        if self.find_timeback_id(viewer).await?.is_none() {
            return Ok(Arc::default());
        }
        let (session, email) = (viewer.session.as_str(), viewer.email.as_str());
        match self.cache_of(viewer).students(session, email).await {
            Err(UserResolutionError::NotFound) => Ok(Arc::default()),
            students => Ok(students?),
        }
    }

    async fn own(
        &self,
        viewer: &CurrentUser,
        students: &[UserRecord],
    ) -> Result<Vec<OwnStudent>, AppError> {
        let mut days = self.days_of(students).await?;
        let own = students.iter().map(|record| OwnStudent {
            viewer: viewer.clone(),
            record: record.clone(),
            day: days.remove(&record.id).unwrap_or_else(|| self.day_in(None)),
        });
        Ok(own.collect())
    }

    /// Whether this user has students, as far as it is known without a call to Timeback: before their
    /// list is loaded, whether they have a role with which one may.
    pub fn may_have_students(&self, user: &CurrentUser) -> bool {
        let cache = self.cache_of(user);
        cache.may_have_students(user.session.as_str())
    }
}
