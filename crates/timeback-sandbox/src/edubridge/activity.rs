//! `GET /edubridge/analytics/activity` and `GET /edubridge/analytics/enrollment/{id}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};

use super::analytics_query::AnalyticsQuery;
use super::metrics::Sums;
use crate::Sandbox;
use crate::imsx::ImsxError;

/// `GET /analytics/activity`: a student's activity in a period, in all apps.
pub async fn of_student(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Json<Value>, ImsxError> {
    let query = AnalyticsQuery::new(&uri);
    let roster = sandbox.roster();
    let people = query.people(&roster)?;
    let (start, end) = query.period()?;
    let zone = query.zone()?;
    let facts: Vec<_> = people
        .into_iter()
        .flat_map(|person| sandbox.facts_of(person))
        .collect();
    let sums = Sums::new(
        facts
            .iter()
            .filter(|fact| (start..=end).contains(&fact.occurred_at)),
        &zone,
    );
    Ok(Json(json!({
        "message": "Activity facts retrieved successfully",
        "startDate": query.value("startDate"),
        "endDate": query.value("endDate"),
        "facts": sums.facts(),
        "factsByApp": sums.facts_by_app(),
    })))
}

/// `GET /analytics/enrollment/{id}`: the activity in the course of one enrollment; the period is optional.
pub async fn of_enrollment(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Json<Value>, ImsxError> {
    let query = AnalyticsQuery::new(&uri);
    let roster = sandbox.roster();
    let enrollment = roster
        .find_enrollment(&id)
        .ok_or_else(|| ImsxError::not_found("Enrollment"))?;
    let person = roster
        .find_person(&enrollment.person_id)
        .ok_or_else(|| ImsxError::not_found("User"))?;
    let (start, end) = (query.instant("startDate")?, query.instant("endDate")?);
    let zone = query.zone()?;
    let facts = sandbox.facts_of(person);
    let in_course = facts
        .iter()
        .filter(|fact| fact.course_id.as_ref() == Some(&enrollment.course_id));
    let in_period = in_course.filter(|fact| {
        start.is_none_or(|start| start <= fact.occurred_at)
            && end.is_none_or(|end| fact.occurred_at <= end)
    });
    let sums = Sums::new(in_period, &zone);
    let mut response = json!({
        "message": "Enrollment facts retrieved successfully",
        "enrollmentId": enrollment.id,
        "facts": sums.facts(),
        "factsByApp": sums.facts_by_app(),
    });
    for name in ["startDate", "endDate"] {
        if let Some(date) = query.value(name) {
            response[name] = date.into();
        }
    }
    Ok(Json(response))
}
