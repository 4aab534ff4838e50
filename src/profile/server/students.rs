//! What the pages of a guardian's or a teacher's students show.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, timeout};

use super::load::{COURSES_PATIENCE, PAGE_PATIENCE, profiles, view_by_deadline};
use crate::{
    error::AppError,
    profile::{ProfileView, dashboard::Dashboard},
    server::{OwnStudent, Profiles, StudentError, StudentRead, context},
};
use timeback::EnrolledCourse;

/// Number of students whose profiles are loaded at a time.
const MAX_CONCURRENT: usize = 4;

/// A student on the list, with their profile where it could be loaded.
pub struct StudentCard {
    /// The student.
    pub student: OwnStudent,
    /// The profile, as far as it is known.
    pub view: Option<ProfileView>,
}

/// The students of the user who reads, by name, after `PAGE_PATIENCE` at most.
///
/// # Errors
/// As a page may know them; the answer's status says so.
pub async fn list_students(read: &StudentRead) -> Result<Vec<OwnStudent>, AppError> {
    let profiles = profiles();
    let listed = timeout(PAGE_PATIENCE, profiles.students_of(read)).await;
    let listed = listed.unwrap_or(Err(AppError::TimebackUnavailable));
    listed.map_err(context::refuse)
}

/// The student with this Timeback id, if the user who reads may look at them; after `PAGE_PATIENCE` at most.
///
/// # Errors
/// Returns [`StudentError::NotTheirStudent`] for anyone else, and otherwise the errors of [`list_students`].
pub async fn find_student(read: &StudentRead, id: &str) -> Result<OwnStudent, StudentError> {
    let profiles = profiles();
    let found = timeout(PAGE_PATIENCE, profiles.student_of(read, id)).await;
    let found = found.unwrap_or(Err(AppError::TimebackUnavailable.into()));
    found.map_err(refuse)
}

/// A card of each of these students, four loaded at a time, after `PAGE_PATIENCE` at most. What fails or comes later
/// costs its own card.
pub async fn student_cards(read: &StudentRead, students: Vec<OwnStudent>) -> Vec<StudentCard> {
    let (profiles, deadline) = (profiles(), Instant::now() + PAGE_PATIENCE);
    let loads = students
        .into_iter()
        .map(|student| card(&profiles, read, student, deadline));
    let loads: Vec<_> = loads.collect();
    let cards = stream::iter(loads).buffered(MAX_CONCURRENT);
    cards.collect().await
}

async fn card(
    profiles: &Profiles,
    read: &StudentRead,
    student: OwnStudent,
    deadline: Instant,
) -> StudentCard {
    let patience = deadline.saturating_duration_since(Instant::now());
    let view = match patience {
        Duration::ZERO => None,
        patience => {
            let known = profiles.student_parts_within(read, &student, patience);
            let known = known.await.ok();
            known.map(|known| view_by_deadline(&known, student.day(), profiles.now()))
        }
    };
    StudentCard { student, view }
}

/// The dashboard of this student, as far as it is known after `PAGE_PATIENCE` at most.
///
/// # Errors
/// As [`find_student`].
pub async fn student_dashboard(
    read: &StudentRead,
    student: OwnStudent,
) -> Result<Dashboard, StudentError> {
    let profiles = profiles();
    let known = profiles
        .student_parts_within(read, &student, PAGE_PATIENCE)
        .await;
    let known = known.map_err(refuse)?;
    let (day, now) = (student.day().clone(), profiles.now());
    let view = view_by_deadline(&known, &day, now);
    let parts = known.parts;
    let load = |courses: Vec<EnrolledCourse>| {
        let parts = parts.clone();
        async move {
            if parts.activity.is_err() {
                return Vec::new();
            }
            let load = profiles.student_course_xp(&student, &parts, courses);
            timeout(COURSES_PATIENCE, load).await.unwrap_or_default()
        }
    };
    Ok(Dashboard::new(view, &parts, &day, now, load))
}

fn refuse(error: StudentError) -> StudentError {
    match error {
        StudentError::NotTheirStudent => error,
        StudentError::Failed(error) => context::refuse(error).into(),
    }
}
