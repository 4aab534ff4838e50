//! `GET /edubridge/analytics/highestGradeMastered/{student}/{subject}`

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::seeded_rng::SeededRng;
use crate::school::subject::Subject;

/// Returns invented grades of four kinds of tests, the same at every start. The subject is case-insensitive, because
/// clients send both cases.
pub async fn highest_grade(
    State(sandbox): State<Sandbox>,
    Path((student, subject)): Path<(String, String)>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = roster
        .find_person(&student)
        .ok_or_else(|| ImsxError::not_found("User"))?;
    let known = Subject::TAUGHT
        .into_iter()
        .find(|known| known.name().eq_ignore_ascii_case(&subject))
        .ok_or_else(|| ImsxError::not_found("Subject"))?;
    let mut rng = SeededRng::new(&format!("{student} {}", known.name()), 3);
    let mut near = |grade: i8| (grade + i8::from(rng.random_percent(30)) - 1).max(-1);
    let mastered: [Option<i8>; 4] = std::array::from_fn(|_| person.grade.map(&mut near));
    let [rit, edulastic, placement, test_out] = mastered.map(as_text);
    let highest = mastered.into_iter().max().flatten();
    Ok(Json(json!({
        "studentId": person.id,
        "subject": subject,
        "grades": {
            "ritGrade": rit,
            "edulasticGrade": edulastic,
            "placementGrade": placement,
            "testOutGrade": test_out,
            "highestGradeOverall": as_text(highest),
        },
    })))
}

fn as_text(grade: Option<i8>) -> Option<String> {
    grade.map(|grade| grade.to_string())
}
