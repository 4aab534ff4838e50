//! `POST /edubridge/enrollments/propagateGoals/{course}`, which the official client calls `resetGoals`.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::Sandbox;
use crate::imsx::ImsxError;

/// Copies the course's goals to every student without individual goals.
pub async fn propagate(
    State(sandbox): State<Sandbox>,
    Path(course): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let updated = sandbox.school().propagate_goals(&course)?;
    Ok(Json(
        json!({ "data": { "updated": updated, "errors": [] } }),
    ))
}
