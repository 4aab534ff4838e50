//! `GET /caliper/events`, `GET /caliper/events/{id}` and `GET /jobs/{id}/status`: stored events and processing jobs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::event_log::StoredEvent;
use crate::Sandbox;
use crate::edubridge::analytics_query::AnalyticsQuery;
use crate::imsx::ImsxError;

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 1000;

/// Entity fields of a stored event; null if the event has none.
const ENTITIES: [&str; 10] = [
    "actor",
    "object",
    "generated",
    "target",
    "referrer",
    "edApp",
    "group",
    "membership",
    "session",
    "federatedSession",
];

/// `GET /caliper/events`: a page of stored events, oldest first.
pub async fn list(State(sandbox): State<Sandbox>, uri: Uri) -> Result<Json<Value>, ImsxError> {
    let query = AnalyticsQuery::new(&uri);
    let limit = query.count("limit", DEFAULT_LIMIT)?;
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ImsxError::unprocessable(format!(
            "limit must be from 1 to {MAX_LIMIT}."
        )));
    }
    let offset = query.count("offset", 0)?;
    let (start, end) = (
        query.bound("startDate", "T00:00:00Z")?,
        query.bound("endDate", "T23:59:59.999999999Z")?,
    );
    let matches = |stored: &StoredEvent| {
        let is =
            |name: &str, value: &str| query.value(name).is_none_or(|expected| expected == value);
        let has_email = query
            .value("actorEmail")
            .is_none_or(|expected| expected.eq_ignore_ascii_case(&stored.actor_email));
        is("sensor", &stored.sensor)
            && is("actorId", &stored.actor_id)
            && has_email
            && start.is_none_or(|start| start <= stored.occurred_at)
            && end.is_none_or(|end| stored.occurred_at <= end)
    };
    let (page, total) = sandbox.0.event_log.page(matches, offset, limit);
    Ok(Json(json!({
        "events": page.iter().map(to_json).collect::<Vec<_>>(),
        "pagination": {
            "total": total,
            "totalPages": total.div_ceil(limit),
            "currentPage": offset / limit + 1,
            "limit": limit,
        },
    })))
}

/// `GET /caliper/events/{id}`, by the id assigned by the sensor.
pub async fn get(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let found = sandbox.0.event_log.find(&id);
    let stored = found.ok_or_else(|| ImsxError::not_found("Event"))?;
    Ok(Json(json!({ "event": to_json(&stored) })))
}

/// `GET /jobs/{id}/status`. Jobs are completed before their id is returned.
pub async fn job_status(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let found = sandbox.0.event_log.find_job(&id);
    let job = found.ok_or_else(|| ImsxError::not_found("Job"))?;
    let results: Vec<Value> = job
        .results
        .iter()
        .map(|(number, id)| json!({ "allocatedId": number.to_string(), "externalId": id }))
        .collect();
    Ok(Json(json!({
        "job": {
            "id": job.id.to_string(),
            "state": "completed",
            "returnValue": { "status": "success", "results": results },
            "processedOn": milliseconds(job.received_at),
        },
    })))
}

/// Formats a stored event as the platform does: with its own number, and the sensor's id as `externalId`.
fn to_json(stored: &StoredEvent) -> Value {
    let event = stored.event();
    let received_at = milliseconds(stored.received_at);
    let mut json = json!({
        "id": stored.number,
        "externalId": stored.id,
        "sensor": stored.sensor,
        "type": event["type"],
        "profile": event["profile"],
        "action": event["action"],
        "eventTime": milliseconds(stored.occurred_at),
        "sendTime": milliseconds(stored.sent_at),
        "created_at": received_at,
        "updated_at": received_at,
        "deleted_at": null,
        "extensions": event["extensions"],
        "clientAppId": null,
    });
    for name in ENTITIES {
        json[name] = event[name].clone();
    }
    json
}

fn milliseconds(instant: Timestamp) -> String {
    format!("{instant:.3}")
}
