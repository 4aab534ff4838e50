//! Responses with one record, or with a filtered and sorted page of records.

use std::cmp::Ordering;

use axum::Json;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::filter::{order, texts_at};
use super::links::links;
use super::query::ListQuery;
use crate::imsx::ImsxError;

/// A record type, served alone and in lists.
pub trait Entity {
    /// The name in error messages.
    const NAME: &'static str;
    /// The JSON key of one record.
    const ONE: &'static str;
    /// The JSON key of a list.
    const MANY: &'static str;
    /// The fields that queries may use.
    const FIELDS: &'static [&'static str];

    /// Serializes the record.
    fn to_json(&self) -> Value;

    /// Returns a field that can be read without serializing the record; its value must be the serialized one.
    fn text(&self, _field: &str) -> Option<&str> {
        None
    }
}

impl<E: Entity> Entity for &E {
    const NAME: &'static str = E::NAME;
    const ONE: &'static str = E::ONE;
    const MANY: &'static str = E::MANY;
    const FIELDS: &'static [&'static str] = E::FIELDS;

    fn to_json(&self) -> Value {
        E::to_json(self)
    }

    fn text(&self, field: &str) -> Option<&str> {
        E::text(self, field)
    }
}

/// Returns the record, or 404.
pub fn found<E: Entity>(entity: Option<E>) -> Result<E, ImsxError> {
    entity.ok_or_else(|| ImsxError::not_found(E::NAME))
}

/// Responds with one record, or 404.
pub fn one<E: Entity>(entity: Option<E>) -> Result<Json<Value>, ImsxError> {
    found(entity).map(|entity| Json(json!({ E::ONE: entity.to_json() })))
}

/// Responds with the page of `entities` that `uri` requests. Without a filter and a sort order, only the page is
/// serialized.
pub fn page<E: Entity>(
    uri: &Uri,
    entities: impl IntoIterator<Item = E>,
) -> Result<Response, ImsxError> {
    let query = ListQuery::parse(uri, E::FIELDS)?;
    let mut found: Vec<E> = entities.into_iter().collect();
    if let Some(filter) = &query.filter {
        found.retain(|entity| {
            !filter.excludes(&|field| entity.text(field)) && filter.matches(&entity.to_json())
        });
    }
    sort(&mut found, &query);
    let total = found.len();
    let rows: Vec<Value> = found
        .iter()
        .skip(query.offset)
        .take(query.limit)
        .map(|entity| selected(entity.to_json(), query.fields.as_deref()))
        .collect();
    let body = json!({
        E::MANY: rows,
        "totalCount": total,
        "pageCount": total.div_ceil(query.limit),
        "pageNumber": query.offset / query.limit + 1,
        "offset": query.offset,
        "limit": query.limit,
    });
    Ok(with_headers(Json(body).into_response(), total, &query, uri))
}

fn with_headers(mut response: Response, total: usize, query: &ListQuery, uri: &Uri) -> Response {
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(total));
    if let Ok(links) = HeaderValue::from_str(&links(uri, query, total)) {
        headers.insert(header::LINK, links);
    }
    response
}

fn sort<E: Entity>(entities: &mut [E], query: &ListQuery) {
    let Some(field) = &query.sort else { return };
    let path: Vec<&str> = field.split('.').collect();
    entities.sort_by_cached_key(|entity| {
        let texts = texts_at(&entity.to_json(), &path);
        Key(texts.into_iter().next().unwrap_or_default())
    });
    if query.is_descending {
        entities.reverse();
    }
}

/// Sort key in the order of the filter grammar.
#[derive(PartialEq, Eq)]
struct Key(String);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.0, &other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn selected(entity: Value, fields: Option<&[String]>) -> Value {
    match (entity, fields) {
        (Value::Object(entity), Some(fields)) => entity
            .into_iter()
            .filter(|(name, _)| fields.contains(name))
            .collect(),
        (entity, _) => entity,
    }
}
