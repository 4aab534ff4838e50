//! The district's courses.

use std::sync::Arc;

use super::app::App;
use super::goals::Goals;
use super::subject::Subject;

/// A course.
#[derive(Debug, Clone)]
pub struct Course {
    /// `OneRoster` sourcedId; also the `course.id` of `EduBridge`.
    pub id: Arc<str>,
    /// The title.
    pub title: String,
    /// The short code, such as `MATH-5`.
    pub code: String,
    /// The subject.
    pub subject: Subject,
    /// The grade.
    pub grade: u8,
}

impl Course {
    fn regular(subject: Subject, grade: u8) -> Self {
        let slug = subject.name().to_lowercase().replace(' ', "-");
        Self {
            id: format!("course-{slug}-{grade}").into(),
            title: format!("{} {grade}", title_of(subject)),
            code: format!("{}-{grade}", slug.to_uppercase()),
            subject,
            grade,
        }
    }

    fn titled(id: &str, subject: Subject, title: &str) -> Self {
        Self {
            id: id.into(),
            title: title.to_owned(),
            code: id.trim_start_matches("course-").to_uppercase(),
            subject,
            grade: 7,
        }
    }

    /// Returns the course's total XP.
    pub fn total_xp(&self) -> u32 {
        900 + 60 * u32::from(self.grade)
    }

    /// Returns the daily goals; only regular core courses have any.
    pub fn goals(&self) -> Option<Goals> {
        let is_regular = !self.id.starts_with("course-polyglot");
        (is_regular && self.subject.is_core()).then_some(match self.subject {
            Subject::Math => Goals::HIGH,
            _ => Goals::LOW,
        })
    }

    /// Returns the primary app.
    pub fn primary_app(&self) -> App {
        App::new(self.subject.apps()[0])
    }

    /// Returns the number of lessons.
    pub fn total_lessons(&self) -> u32 {
        self.total_xp() / 15
    }
}

fn title_of(subject: Subject) -> &'static str {
    match subject {
        Subject::FastMath => "Fast Math",
        other => other.name(),
    }
}

/// Returns all courses: eight subjects in eight grades, and courses with titles in several scripts.
pub fn catalogue() -> Vec<Course> {
    let regular =
        (1..=8).flat_map(|grade| Subject::TAUGHT.map(|subject| Course::regular(subject, grade)));
    let polyglot = [
        (
            "course-polyglot-math",
            Subject::Math,
            "数学 7 · 分数と比 ➗",
        ),
        (
            "course-polyglot-reading",
            Subject::Reading,
            "القراءة ٧: حكايات البحر",
        ),
        (
            "course-polyglot-science",
            Subject::Science,
            "Естествознание 7 & «Вода» 💧",
        ),
        (
            "course-polyglot-language",
            Subject::Language,
            "עברית — שיעור ז׳ (Hebrew)",
        ),
        (
            "course-polyglot-writing",
            Subject::Writing,
            "<script>alert(\"title\")</script> हिन्दी लेखन",
        ),
    ];
    regular
        .chain(polyglot.map(|(id, subject, title)| Course::titled(id, subject, title)))
        .collect()
}
