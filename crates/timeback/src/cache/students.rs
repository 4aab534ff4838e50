//! A guardian's or a teacher's students: the list, and their profiles, as a part of the session's entry.

use std::{collections::HashMap, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Freshness, PartsByDeadline, SessionCache, session::SessionEntry};
use crate::{
    DailyXp, EnrolledCourse, Error, UserError, UserRecord, UserResolutionError, transport::lock,
    user::ProfileParts,
};

/// How long a list of students is used: who is taken off the roster stays visible no longer.
const LIST_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

pub(super) type StudentsResult = Result<Arc<[UserRecord]>, Error>;

/// The students of a session's user, and the entries of those who were looked at.
#[derive(Default)]
pub(super) struct StudentEntries {
    list: Option<StudentList>,
    entries: HashMap<String, Arc<SessionEntry>>,
}

struct StudentList {
    students: Arc<[UserRecord]>,
    loaded_at: Timestamp,
    loaded_on: Date,
}

impl StudentEntries {
    fn list(&self, today: Date, now: Timestamp) -> Option<Arc<[UserRecord]>> {
        let list = self.list.as_ref()?;
        let is_fresh = now.duration_since(list.loaded_at).abs() < LIST_LIFETIME;
        (is_fresh && list.loaded_on == today).then(|| Arc::clone(&list.students))
    }

    /// Replaces the list, and drops the entries of those who are not on it any more.
    fn record(&mut self, students: &Arc<[UserRecord]>, today: Date, now: Timestamp) {
        let has = |id: &str| students.iter().any(|student| student.id == id);
        self.entries.retain(|id, _| has(id));
        self.list = Some(StudentList {
            students: Arc::clone(students),
            loaded_at: now,
            loaded_on: today,
        });
    }
}

impl SessionCache {
    /// Returns the [students](crate::UserClient::students_of) of the session's user. The list is used for fifteen minutes;
    /// a failure is an error, never an older list.
    ///
    /// # Errors
    /// Returns [`UserResolutionError`] when the user cannot be resolved or a request fails.
    pub async fn students(
        &self,
        session: &str,
        email: &str,
    ) -> Result<Arc<[UserRecord]>, UserResolutionError> {
        let entry = self.entry(session, email);
        let user = self.resolve(&entry, Freshness::Cached).await?;
        let known = || lock(&entry.students).list(self.today(), self.now());
        let (writer, cache) = (Arc::clone(&entry), self.clone());
        let record = move |result: &StudentsResult| {
            if let Ok(students) = result {
                let (today, now) = (cache.today(), cache.now());
                lock(&writer.students).record(students, today, now);
            }
        };
        let load = || {
            let (cache, id) = (self.clone(), user.id.clone());
            async move { Ok(cache.user().students_of(&id).await?.into()) }
        };
        let students = self
            .rosters
            .run(user.id.clone(), || known().map(Ok), record, load);
        Ok(students.await?)
    }

    /// Returns the parts of one of these students' profile, as [`parts_within`](Self::parts_within) does. `None` when the
    /// session's user has no such student; that sends no request.
    ///
    /// # Errors
    /// Returns the errors of [`students`](Self::students) and [`parts_within`](Self::parts_within).
    pub async fn student_parts_within(
        &self,
        session: &str,
        email: &str,
        student: &str,
        patience: Duration,
    ) -> Result<Option<PartsByDeadline>, UserError> {
        match self.student_entry(session, email, student).await? {
            Some(entry) => Ok(Some(self.entry_parts_within(&entry, patience).await?)),
            None => Ok(None),
        }
    }

    /// Returns the XP of one of these students' courses, as [`course_xp`](Self::course_xp) does. Empty when the session's
    /// user has no such student.
    pub async fn student_course_xp(
        &self,
        session: &str,
        email: &str,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let entry = self.student_entry(session, email, &parts.user.id).await;
        match entry.ok().flatten() {
            Some(entry) => self.entry_course_xp(&entry, parts, courses).await,
            None => Vec::new(),
        }
    }

    /// Returns what is known of the session's user without a request: whether they have students, else whether they have
    /// a role with which they may.
    pub fn may_have_students(&self, session: &str) -> bool {
        let Some(entry) = self.sessions.get(session) else {
            return false;
        };
        let known = lock(&entry.students).list(self.today(), self.now());
        known.map_or_else(
            || entry.user().is_some_and(|user| user.may_have_students),
            |students| !students.is_empty(),
        )
    }

    async fn student_entry(
        &self,
        session: &str,
        email: &str,
        id: &str,
    ) -> Result<Option<Arc<SessionEntry>>, UserResolutionError> {
        let students = self.students(session, email).await?;
        let Some(student) = students.iter().find(|student| student.id == id) else {
            return Ok(None);
        };
        let viewer = self.entry(session, email);
        let mut of_viewer = lock(&viewer.students);
        let new = || {
            Arc::new(SessionEntry::of_student(
                student.clone(),
                self.changes.clone(),
            ))
        };
        let entry = of_viewer.entries.entry(id.to_owned()).or_insert_with(new);
        Ok(Some(Arc::clone(entry)))
    }
}
