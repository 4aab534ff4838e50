//! `GET /edubridge/enrollments/user/{id}`: the active enrollments of a user, in order of creation.

use axum::Json;
use axum::extract::{Path, State};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::school::course::Course;
use crate::school::enrollment::Enrollment;
use crate::school::org::Org;

/// Returns the enrollments of any user of the roster; an empty list for one without courses.
pub async fn list(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let roster = sandbox.roster();
    let person = roster
        .find_person(&id)
        .ok_or_else(|| ImsxError::not_found("User"))?;
    let data: Vec<Value> = roster
        .enrollments_of(&person.id)
        .filter(|enrollment| enrollment.is_current())
        .filter_map(|enrollment| {
            roster
                .find_course(&enrollment.course_id)
                .map(|found| entry(enrollment, found))
        })
        .collect();
    Ok(Json(json!({ "data": data })))
}

/// Formats an enrollment, with its course, as `EduBridge` does.
pub fn entry(enrollment: &Enrollment, course: &Course) -> Value {
    let school = Org::find(enrollment.school_id);
    let midnight = |day: Date| format!("{day}T00:00:00.000Z");
    json!({
        "id": enrollment.id,
        "role": enrollment.role,
        "beginDate": midnight(enrollment.begins_on),
        "endDate": enrollment.ended_on.map(midnight),
        "metadata": enrollment.metadata(),
        "course": course_entry(course),
        "school": { "id": enrollment.school_id, "name": school.map(|org| org.name).unwrap_or_default() },
        "testOutSupported": false,
        "testOutEligible": false,
    })
}

/// Formats a course as `EduBridge` nests it in other records.
pub fn course_entry(course: &Course) -> Value {
    let app = course.primary_app();
    json!({
        "id": course.id,
        "title": course.title,
        "metadata": {
            "courseType": "base",
            "publishStatus": "published",
            "metrics": { "totalXp": course.total_xp(), "totalLessons": course.total_lessons() },
        },
        "subjects": [course.subject.name()],
        "grades": [course.grade.to_string()],
        "primaryApp": { "id": app.id(), "name": app.name, "domains": [app.domain()] },
    })
}
