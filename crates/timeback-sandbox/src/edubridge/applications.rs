//! `GET /edubridge/applications` and `GET /edubridge/applicationMetrics/{id}`.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use crate::imsx::ImsxError;
use crate::school::app::App;

const METRICS: [&str; 4] = ["xp", "spent_minutes", "accuracy", "lessons"];

/// `GET /applications`
pub async fn list() -> Json<Value> {
    let apps: Vec<Value> = App::all()
        .into_iter()
        .map(|app| {
            json!({
                "sourcedId": app.id(),
                "name": app.name,
                "description": null,
                "domain": [app.domain()],
                "tenantId": null,
                "clientAppId": null,
                "status": "active",
                "dateLastModified": "2026-08-01T12:00:00.000Z",
                "metadata": null,
            })
        })
        .collect();
    Json(json!({ "applications": apps }))
}

/// `GET /applicationMetrics/{id}`
pub async fn metrics(Path(id): Path<String>) -> Result<Json<Value>, ImsxError> {
    if !App::all().iter().any(|app| app.id() == id) {
        return Err(ImsxError::not_found("Application"));
    }
    let metric = |metric| {
        json!({
            "applicationSourcedId": id,
            "metric": metric,
            "metricSource": "timeback_direct_integration",
        })
    };
    Ok(Json(json!({ "data": METRICS.map(metric) })))
}
