//! A guardian's or a teacher's students: the list, and their profiles, as a part of the session's entry.

use std::{collections::HashMap, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{Freshness, PartsByDeadline, SessionCache, entry_key::EntryKey, session::SessionEntry};
use crate::{
    DailyXp, Day, EnrolledCourse, Error, UserError, UserRecord, UserResolutionError,
    transport::lock, user::ProfileParts,
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
    pub fn record(&mut self, students: &Arc<[UserRecord]>, today: Date, now: Timestamp) {
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
                writer.record_students(students, today, now);
            }
        };
        let load = || {
            let (cache, id) = (self.clone(), user.id.clone());
            async move { Ok(cache.user().students_of(&id).await?.into()) }
        };
        // The list depends on the day.
        let key = EntryKey::of_id(&user.id, &self.options.day);
        let students = self.rosters.run(key, || known().map(Ok), record, load);
        Ok(students.await?)
    }

    /// Returns the parts of one of these students' profile, as [`parts_within`](Self::parts_within) does, by the days of the
    /// student's own time zone `day`. `None` when the session's user has no such student; that sends no request.
    ///
    /// # Errors
    /// Returns the errors of [`students`](Self::students) and [`parts_within`](Self::parts_within).
    pub async fn student_parts_within(
        &self,
        session: &str,
        email: &str,
        student: &str,
        day: &Day,
        patience: Duration,
    ) -> Result<Option<PartsByDeadline>, UserError> {
        let Some(entry) = self.student_entry(session, email, student, day).await? else {
            return Ok(None);
        };
        let of_student = self.in_zone(day);
        Ok(Some(of_student.entry_parts_within(&entry, patience).await?))
    }

    /// Returns the XP of one of these students' courses, as [`course_xp`](Self::course_xp) does. Empty when the session's
    /// user has no such student.
    pub async fn student_course_xp(
        &self,
        session: &str,
        email: &str,
        day: &Day,
        parts: &ProfileParts,
        courses: Vec<EnrolledCourse>,
    ) -> Vec<Result<Arc<DailyXp>, Error>> {
        let id = &parts.user.id;
        let entry = self.student_entry(session, email, id, day).await;
        let Some(entry) = entry.ok().flatten() else {
            return Vec::new();
        };
        let of_student = self.in_zone(day);
        of_student.entry_course_xp(&entry, parts, courses).await
    }

    /// Returns what is known of the session's user without a request: whether they have students, else whether they have
    /// a role with which they may.
    pub fn may_have_students(&self, session: &str) -> bool {
        let Some(entry) = self.cached_entry(session) else {
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
        day: &Day,
    ) -> Result<Option<Arc<SessionEntry>>, UserResolutionError> {
        let students = self.students(session, email).await?;
        let Some(student) = students.iter().find(|student| student.id == id) else {
            return Ok(None);
        };
        let viewer = self.entry(session, email);
        let mut of_viewer = lock(&viewer.students);
        let of_viewer = &mut of_viewer.entries;
        if let Some(entry) = of_viewer.get(id).filter(|entry| entry.key.has_days_of(day)) {
            return Ok(Some(Arc::clone(entry)));
        }
        let (key, changes) = (EntryKey::of_id(id, day), self.changes.clone());
        let entry = Arc::new(SessionEntry::of_student(key, student.clone(), changes));
        of_viewer.insert(id.to_owned(), Arc::clone(&entry));
        Ok(Some(entry))
    }
}
