//! The highest grade that a student has mastered in a subject.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::EduBridge;
use crate::{
    Error, Service, grade,
    lenient::{LenientDecode, Number, id, or_empty},
    transport::Request,
};

const HIGHEST_GRADE: &str = "/edubridge/analytics/highestGradeMastered/{studentId}/{subject}";

/// The highest grade mastered in a subject, by source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HighestGradeMastered {
    /// The student's OneRoster `sourcedId`.
    #[serde(deserialize_with = "id")]
    pub student_id: String,
    /// The subject, in the platform's spelling.
    pub subject: String,
    /// The grades.
    #[serde(deserialize_with = "or_empty")]
    pub grades: MasteredGrades,
}

/// Grades by source: -1 is pre-kindergarten, 0 kindergarten, 13 AP; may be fractional. `None` if unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MasteredGrades {
    /// MAP's RIT score.
    #[serde(deserialize_with = "grade")]
    pub rit_grade: Option<f64>,
    /// Edulastic's tests.
    #[serde(deserialize_with = "grade")]
    pub edulastic_grade: Option<f64>,
    /// The placement test.
    #[serde(deserialize_with = "grade")]
    pub placement_grade: Option<f64>,
    /// The test-out.
    #[serde(deserialize_with = "grade")]
    pub test_out_grade: Option<f64>,
    /// The highest of these.
    #[serde(deserialize_with = "grade")]
    pub highest_grade_overall: Option<f64>,
}

impl LenientDecode for HighestGradeMastered {}

impl EduBridge<'_> {
    /// Returns the highest grade the student has mastered in a subject, such as `Math`: `GET
    /// /analytics/highestGradeMastered/{studentId}/{subject}`. `None` if the platform has no record of one.
    ///
    /// Some versions of the platform only know subjects in lower case, so one that is not found is requested in lower
    /// case too.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn find_highest_grade_mastered(
        self,
        student_id: &str,
        subject: &str,
    ) -> Result<Option<HighestGradeMastered>, Error> {
        let operation = self.operation();
        let mut found = Ok(None);
        for spelling in spellings(subject) {
            let request = Request::get(Service::EduBridge, HIGHEST_GRADE)
                .id(student_id)
                .id(spelling);
            found = match operation.fetch(request).await {
                Err(error) if error.is_not_found() => Ok(None),
                response => return response.map(Some),
            };
        }
        found
    }
}

fn spellings(subject: &str) -> impl Iterator<Item = String> {
    let lower = subject.to_lowercase();
    let second = (lower != subject).then_some(lower);
    std::iter::once(subject.to_owned()).chain(second)
}

/// Deserializes a grade from a number, a string or a word such as `K`; an empty string is `None`.
fn grade<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a grade")]
    enum Wire {
        Number(Number),
        Word(String),
    }
    match Option::deserialize(deserializer)? {
        Some(Wire::Number(Number(grade))) => Ok(Some(grade)),
        Some(Wire::Word(word)) if word.trim().is_empty() => Ok(None),
        Some(Wire::Word(word)) => match grade::parse(&word) {
            Some(grade) => Ok(Some(grade.into())),
            None => Err(D::Error::custom("a grade")),
        },
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn grades_are_read_as_numbers_texts_and_words() {
        let wire = json!({ "ritGrade": 4.8, "edulasticGrade": "5", "placementGrade": "K", "testOutGrade": null });
        let grades: MasteredGrades = serde_json::from_value(wire).unwrap();
        let expected = MasteredGrades {
            rit_grade: Some(4.8),
            edulastic_grade: Some(5.0),
            placement_grade: Some(0.0),
            ..MasteredGrades::default()
        };
        assert_eq!(grades, expected);
    }

    #[test]
    fn an_invalid_grade_is_an_error() {
        let wire = json!({ "ritGrade": "high" });
        let error = serde_json::from_value::<MasteredGrades>(wire).unwrap_err();
        assert_eq!(error.to_string(), "a grade");
    }

    #[test]
    fn a_subject_is_requested_in_lower_case_only_if_that_differs() {
        assert_eq!(
            spellings("Social Studies").collect::<Vec<_>>(),
            ["Social Studies", "social studies"]
        );
        assert_eq!(spellings("math").count(), 1);
    }
}
