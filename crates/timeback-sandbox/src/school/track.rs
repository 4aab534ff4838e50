//! Which course a subject is taken in, by grade and school.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::course::Course;
use super::org::HARBOUR_INTERNATIONAL;
use super::subject::Subject;

/// The course of one subject and grade, at one school or at all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The subject.
    pub subject: Subject,
    /// The grade, -1 (pre-K) to 13.
    pub grade: i8,
    /// The sourcedId of the school; without one it is for all of them.
    pub org_id: Option<String>,
    /// The sourcedId of the course.
    pub course_id: String,
}

impl Track {
    /// Its id, which follows from what can be there once only.
    pub fn id(&self) -> String {
        let subject = self.subject.name().to_lowercase().replace(' ', "-");
        let org = self.org_id.as_deref().unwrap_or("org-all");
        let org = org.trim_start_matches("org-");
        format!("track-{subject}-{}-{org}", self.grade)
    }

    /// Whether both are the answer to one question, so that only one of them can be.
    pub fn is_rival_of(&self, other: &Self) -> bool {
        (self.subject, self.grade, &self.org_id) == (other.subject, other.grade, &other.org_id)
    }
}

/// The tracks of the district.
#[derive(Debug, Default)]
pub struct Tracks(Mutex<Vec<Track>>);

impl Tracks {
    /// The core courses of `catalogue` for all schools, and one that a school has for itself.
    pub fn new(catalogue: &[Course]) -> Self {
        let tracks = Self::default();
        tracks.reset(catalogue);
        tracks
    }

    /// Every track.
    pub fn all(&self) -> Vec<Track> {
        self.lock().clone()
    }

    /// Does `change` to the tracks, as a whole.
    pub fn change<T>(&self, change: impl FnOnce(&mut Vec<Track>) -> T) -> T {
        change(&mut self.lock())
    }

    /// Puts the tracks back that were there in the beginning.
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
