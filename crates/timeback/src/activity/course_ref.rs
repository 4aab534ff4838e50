use serde_json::Value;

use super::{Problem, field::Field};
use crate::{CourseSelector, app_config::Subject};

/// Reference to a course in a request body. The owned form of [`CourseSelector`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourseRef {
    /// By its code, such as `MATH-3`.
    Code(String),
    /// By its subject and grade.
    SubjectAndGrade {
        /// The subject.
        subject: Subject,
        /// -1 (pre-kindergarten) to 13.
        grade: i8,
    },
}

impl CourseRef {
    /// Parses the field `course`: `{"code"}` or `{"subject","grade"}`. A code takes precedence.
    pub(super) fn parse(body: &Value) -> Result<Self, Problem> {
        let course = Field::at(body, "course");
        course.object()?;
        let code = Field::at(body, "course.code");
        if !code.is_absent() {
            let text = code.text();
            let text = text.map_err(|_| code.problem("Expected non-empty string"))?;
            return Ok(Self::Code(text.to_owned()));
        }
        let subject = subject(Field::at(body, "course.subject"))?;
        let grade = Field::at(body, "course.grade");
        if grade.is_absent() {
            return Err(course.problem(
                "Must have either 'code' (grade-less) or 'subject'+'grade' (grade-based)",
            ));
        }
        let number = i8::try_from(grade.integer()?).ok();
        Ok(Self::SubjectAndGrade {
            subject,
            grade: number
                .filter(|number| (-1..=13).contains(number))
                .ok_or(grade.problem("Number must be between -1 and 13"))?,
        })
    }

    /// Returns the selector to find the course with.
    pub fn selector(&self) -> CourseSelector<'_> {
        match self {
            Self::Code(code) => CourseSelector::Code(code),
            Self::SubjectAndGrade { subject, grade } => CourseSelector::SubjectAndGrade {
                subject: subject.as_str(),
                grade: *grade,
            },
        }
    }
}

fn subject(field: Field<'_>) -> Result<Subject, Problem> {
    let name = field.text()?;
    let known = Subject::ALL
        .into_iter()
        .find(|subject| subject.as_str() == name);
    known.ok_or(field.problem("Expected a subject of the platform"))
}
