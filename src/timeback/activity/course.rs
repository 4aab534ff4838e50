use serde_json::Value;

use super::{Problem, field::Field};

/// The platform's subjects, as it spells them.
const SUBJECTS: [&str; 10] = [
    "Reading",
    "Language",
    "Vocabulary",
    "Social Studies",
    "Writing",
    "Science",
    "FastMath",
    "Math",
    "None",
    "Other",
];

/// How an activity names its course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CourseSelector {
    /// By its code, such as `MATH-3`.
    Code(String),
    /// By its subject, as the platform spells it, and its grade, -1 (pre-kindergarten) to 13.
    SubjectGrade {
        /// Such as `Math`.
        subject: String,
        /// Such as 3.
        grade: i8,
    },
}

impl CourseSelector {
    /// Reads the field `course`: `{"code"}` or `{"subject","grade"}`; a code wins.
    pub(super) fn parse(body: &Value) -> Result<Self, Problem> {
        Field::at(body, "course").object()?;
        let code = Field::at(body, "course.code");
        if !code.is_absent() {
            let text = code.text();
            let text = text.map_err(|_| code.problem("Expected non-empty string"))?;
            return Ok(Self::Code(text.to_owned()));
        }
        let subject = Field::at(body, "course.subject");
        let name = subject.text()?;
        let grade = Field::at(body, "course.grade");
        if grade.is_absent() {
            return Err(Field::at(body, "course").problem(
                "Must have either 'code' (grade-less) or 'subject'+'grade' (grade-based)",
            ));
        }
        if !SUBJECTS.contains(&name) {
            return Err(subject.problem("Expected a subject of the platform"));
        }
        let number = i8::try_from(grade.integer()?).ok();
        Ok(Self::SubjectGrade {
            subject: name.to_owned(),
            grade: number
                .filter(|number| (-1..=13).contains(number))
                .ok_or(grade.problem("Number must be between -1 and 13"))?,
        })
    }
}
