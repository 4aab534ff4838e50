//! How a row of the gradebook is read, written and deleted, whatever its kind.

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

/// A kind of row.
pub trait Document: Entity + Sized + 'static {
    /// Where its rows are.
    fn shelf(gradebook: &Gradebook) -> &RowStore;

    /// `row`, as it was read.
    fn new(row: Value) -> Self;

    /// Says what is wrong with `row`, which somebody wants to write.
    fn check(row: &Value, sandbox: &Sandbox) -> Result<(), String>;
}

/// A row that is borrowed while a page is made of it.
struct Borrowed<'r, D> {
    row: &'r Value,
    kind: std::marker::PhantomData<D>,
}

impl<D: Entity> Entity for Borrowed<'_, D> {
    const NAME: &'static str = D::NAME;
    const ONE: &'static str = D::ONE;
    const MANY: &'static str = D::MANY;
    const FIELDS: &'static [&'static str] = D::FIELDS;

    fn to_json(&self) -> Value {
        self.row.clone()
    }
}

/// `GET` of the list
pub async fn list<D: Document>(
    State(sandbox): State<Sandbox>,
    uri: Uri,
) -> Result<Response, ImsxError> {
    D::shelf(&sandbox.0.gradebook).read(|rows| {
        let borrowed = rows.values().map(|row| Borrowed::<D> {
            row,
            kind: std::marker::PhantomData,
        });
        page(&uri, borrowed)
    })
}

/// `GET` of one
pub async fn find<D: Document>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ImsxError> {
    let row = D::shelf(&sandbox.0.gradebook).read(|rows| rows.get(&id).cloned());
    one(row.map(D::new))
}

/// `PUT` of one: 201 where there was none, 200 where there was.
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
    let is_new = D::shelf(&sandbox.0.gradebook).put(id, row.clone());
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(json!({ D::ONE: row }))))
}

/// `DELETE` of one: it stays, marked for deletion.
pub async fn delete<D: Document>(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<StatusCode, ImsxError> {
    let mark = |row: &mut Value| row["status"] = "tobedeleted".into();
    if D::shelf(&sandbox.0.gradebook).change(&id, mark) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ImsxError::not_found(D::NAME))
    }
}

/// The text at `name` of `row`, which must be one of `allowed`.
pub fn check_word(row: &Value, name: &str, allowed: &[&str]) -> Result<(), String> {
    match row[name].as_str() {
        Some(word) if allowed.contains(&word) => Ok(()),
        _ => Err(format!("{name} must be one of {}", allowed.join(", "))),
    }
}
