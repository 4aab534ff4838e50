//! Handlers for gradebook rows of any type.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::Gradebook;
use super::row_store::RowStore;
use crate::Sandbox;
use crate::imsx::ImsxError;
use crate::oneroster::collection::{Entity, one, page};

/// A type of gradebook row.
pub trait Document: Entity + Sized + 'static {
    /// Returns the storage of this type.
    fn store(gradebook: &Gradebook) -> &RowStore;

    /// Wraps a stored row.
    fn new(row: Value) -> Self;

    /// Validates a row to be written.
    fn check(row: &Value, sandbox: &Sandbox) -> Result<(), String>;
}

/// A borrowed row, to serialize pages without copies.
struct RowRef<'r, D> {
    row: &'r Value,
    kind: std::marker::PhantomData<D>,
}

impl<D: Entity> Entity for RowRef<'_, D> {
    const NAME: &'static str = D::NAME;
    const ONE: &'static str = D::ONE;
    const MANY: &'static str = D::MANY;
    const FIELDS: &'static [&'static str] = D::FIELDS;

    fn to_json(&self) -> Value {
        self.row.clone()
    }
}

/// `GET` of a list
pub async fn list<D: Document>(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    D::store(&sandbox.0.gradebook).read(|rows| {
        let borrowed = rows.values().map(|row| RowRef::<D> {
            row,
            kind: std::marker::PhantomData,
        });
        page(&uri, borrowed)
    })
}

/// `GET` of one row
pub async fn find<D: Document>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let row = D::store(&sandbox.0.gradebook).read(|rows| rows.get(&id).cloned());
    one(row.map(D::new))
}

/// `PUT` of one row: 201 if it is new, 200 if it was replaced.
pub async fn put<D: Document>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ImsxError> {
    let mut body: Value = serde_json::from_slice(&body)
        .map_err(|error| ImsxError::bad_request(format!("The body must be JSON: {error}.")))?;
    let mut row = body[D::ONE].take();
    if !row.is_object() {
        return Err(ImsxError::unprocessable(format!(
            "{} must be an object.",
            D::ONE
        )));
    }
    if row.get("sourcedId").is_some_and(|given| *given != *id) {
        return Err(ImsxError::unprocessable(
            "sourcedId must be that of the path.",
        ));
    }
    D::check(&row, &sandbox).map_err(|problem| ImsxError::unprocessable(format!("{problem}.")))?;
    row["sourcedId"] = id.clone().into();
    row["dateLastModified"] = format!("{:.3}", sandbox.now()).into();
    let is_new = D::store(&sandbox.0.gradebook).put(id, row.clone());
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(json!({ D::ONE: row }))))
}

/// `DELETE` of one row, a soft deletion.
pub async fn delete<D: Document>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<StatusCode, ImsxError> {
    let mark = |row: &mut Value| row["status"] = "tobedeleted".into();
    if D::store(&sandbox.0.gradebook).change(&id, mark) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ImsxError::not_found(D::NAME))
    }
}

/// Checks that the string `name` of `row` is one of `allowed`.
pub fn check_word(row: &Value, name: &str, allowed: &[&str]) -> Result<(), String> {
    match row[name].as_str() {
        Some(word) if allowed.contains(&word) => Ok(()),
        _ => Err(format!("{name} must be one of {}", allowed.join(", "))),
    }
}
