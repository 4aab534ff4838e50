//! Subject tracks: the course of a subject, by grade and school.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::course::Course;
use super::org::HARBOUR_INTERNATIONAL;
use super::subject::Subject;

/// The course of a subject and grade, at one school or at all schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The subject.
    pub subject: Subject,
    /// The grade, -1 (pre-K) to 13.
    pub grade: i8,
    /// The sourcedId of the school; `None` for all schools.
    pub org_id: Option<String>,
    /// The sourcedId of the course.
    pub course_id: String,
}

impl Track {
    /// Returns the id, derived from subject, grade and school.
    pub fn id(&self) -> String {
        let subject = self.subject.name().to_lowercase().replace(' ', "-");
        let org = self.org_id.as_deref().unwrap_or("org-all");
        let org = org.trim_start_matches("org-");
        format!("track-{subject}-{}-{org}", self.grade)
    }

    /// Whether both are for the same subject, grade and school, so that only one may exist.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        (self.subject, self.grade, &self.org_id) == (other.subject, other.grade, &other.org_id)
    }
}

/// All tracks.
#[derive(Debug, Default)]
pub struct Tracks(Mutex<Vec<Track>>);

impl Tracks {
    /// Creates the tracks: core courses for all schools, and one track of a single school.
    pub fn new(catalogue: &[Course]) -> Self {
        let tracks = Self::default();
        tracks.reset(catalogue);
        tracks
    }

    /// Returns all tracks.
    pub fn all(&self) -> Vec<Track> {
        self.lock().clone()
    }

    /// Changes the tracks atomically.
    pub fn change<T>(&self, change: impl FnOnce(&mut Vec<Track>) -> T) -> T {
        change(&mut self.lock())
    }

    /// Restores the initial tracks.
    pub fn reset(&self, catalogue: &[Course]) {
        let regular = catalogue
            .iter()
            .filter(|course| course.goals().is_some())
            .map(|course| Track {
                subject: course.subject,
                grade: course.grade.cast_signed(),
                org_id: None,
                course_id: course.id.to_string(),
            });
        let own = Track {
            subject: Subject::Math,
            grade: 7,
            org_id: Some(HARBOUR_INTERNATIONAL.id.to_owned()),
            course_id: "course-polyglot-math".to_owned(),
        };
        *self.lock() = regular.chain([own]).collect();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Track>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
