//! The `Link` header of a page.

use axum::http::Uri;
use url::form_urlencoded;

use super::query::ListQuery;

/// Returns links to the next, previous, first and last page.
pub fn links(uri: &Uri, query: &ListQuery, total: usize) -> String {
    let ListQuery { limit, offset, .. } = *query;
    let last = total.saturating_sub(1) / limit * limit;
    let next = offset.saturating_add(limit);
    [
        ("next", (next < total).then_some(next)),
        ("prev", (offset > 0).then(|| offset.saturating_sub(limit))),
        ("first", Some(0)),
        ("last", Some(last)),
    ]
    .into_iter()
    .filter_map(|(relation, offset)| Some(link(uri, limit, offset?, relation)))
    .collect::<Vec<_>>()
    .join(", ")
}

/// Returns a link to the same list at another offset.
fn link(uri: &Uri, limit: usize, offset: usize, relation: &str) -> String {
    let parameters = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let others = parameters.filter(|(name, _)| name != "limit" && name != "offset");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(others)
        .append_pair("limit", &limit.to_string())
        .append_pair("offset", &offset.to_string())
        .finish();
    format!("<{}?{query}>; rel=\"{relation}\"", uri.path())
}
