//! How every list is answered: filtered, sorted, cut to a page, in an envelope of six keys.

use axum::Json;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::filter::{order, texts_at};
use super::query::ListQuery;
use crate::sandbox::imsx::ImsxError;

/// A kind of entity that is served in lists.
#[derive(Debug)]
pub struct Collection {
    /// The key of the list.
    pub plural: &'static str,
    /// The fields that a query may name.
    pub fields: &'static [&'static str],
}

impl Collection {
    /// The page of `entities` that `uri` asks for.
    pub fn page(
        &self,
        uri: &Uri,
        entities: impl Iterator<Item = Value>,
    ) -> Result<Response, ImsxError> {
        let query = ListQuery::parse(uri, self.fields)?;
        let mut found: Vec<Value> = entities
            .filter(|entity| {
                query
                    .filter
                    .as_ref()
                    .is_none_or(|filter| filter.matches(entity))
            })
            .collect();
        sort(&mut found, &query);
        let total = found.len();
        let page: Vec<Value> = found
            .into_iter()
            .skip(query.offset)
            .take(query.limit)
            .map(|entity| selected(entity, query.fields.as_deref()))
            .collect();
        Ok(self.envelope(page, total, &query, uri))
    }

    fn envelope(&self, page: Vec<Value>, total: usize, query: &ListQuery, uri: &Uri) -> Response {
        let body = json!({
            self.plural: page,
            "totalCount": total,
            "pageCount": total.div_ceil(query.limit),
            "pageNumber": query.offset / query.limit + 1,
            "offset": query.offset,
            "limit": query.limit,
        });
        let mut response = Json(body).into_response();
        response
            .headers_mut()
            .insert("x-total-count", HeaderValue::from(total));
        if query.offset + query.limit < total
            && let Ok(link) = HeaderValue::from_str(&next_link(uri, query))
        {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

fn sort(entities: &mut [Value], query: &ListQuery) {
    let Some(field) = &query.sort else { return };
    let path: Vec<&str> = field.split('.').collect();
    entities.sort_by_cached_key(|entity| {
        Key(texts_at(entity, &path)
            .into_iter()
            .next()
            .unwrap_or_default())
    });
    if query.is_descending {
        entities.reverse();
    }
}

/// Text in the order of the filter grammar.
#[derive(PartialEq, Eq)]
struct Key(String);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        order(&self.0, &other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
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

/// The same question, one page on.
fn next_link(uri: &Uri, query: &ListQuery) -> String {
    let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let kept = asked.filter(|(name, _)| name != "limit" && name != "offset");
    let next = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair("limit", &query.limit.to_string())
        .append_pair("offset", &(query.offset + query.limit).to_string())
        .finish();
    format!("<{}?{next}>; rel=\"next\"", uri.path())
}
