//! Query parameters of lists: filter, sort order, fields and pagination.

use axum::http::Uri;
use url::form_urlencoded;

use super::filter::Filter;
use crate::imsx::ImsxError;

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 3000;

/// The query of a list route.
#[derive(Debug)]
pub struct ListQuery {
    /// Maximum number of records, 1 to 3000.
    pub limit: usize,
    /// Number of records to skip.
    pub offset: usize,
    /// The filter.
    pub filter: Option<Filter>,
    /// The field to sort by.
    pub sort: Option<String>,
    /// Whether the sort order is descending.
    pub is_descending: bool,
    /// The fields to send; `None` for all.
    pub fields: Option<Vec<String>>,
}

impl ListQuery {
    /// Parses the query of `uri`. Fields must be in `known`.
    pub fn parse(uri: &Uri, known: &[&str]) -> Result<Self, ImsxError> {
        let query = uri.query().unwrap_or_default();
        let value = |name: &str| {
            form_urlencoded::parse(query.as_bytes())
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        Ok(Self {
            limit: limit(value("limit").as_deref())?,
            offset: value("offset").map_or(Ok(0), |text| whole("offset", &text))?,
            filter: value("filter")
                .map(|text| filter(&text, known))
                .transpose()?,
            sort: value("sort")
                .map(|name| field("sort", name, known))
                .transpose()?,
            is_descending: is_descending(value("orderBy").as_deref())?,
            fields: value("fields")
                .map(|text| fields(&text, known))
                .transpose()?,
        })
    }
}

fn limit(text: Option<&str>) -> Result<usize, ImsxError> {
    match text.map_or(Ok(DEFAULT_LIMIT), |text| whole("limit", text))? {
        limit @ 1..=MAX_LIMIT => Ok(limit),
        _ => Err(ImsxError::unprocessable(format!(
            "limit must be from 1 to {MAX_LIMIT}."
        ))),
    }
}

fn whole(name: &str, text: &str) -> Result<usize, ImsxError> {
    text.parse()
        .map_err(|_| ImsxError::bad_request(format!("{name} must be a whole number.")))
}

fn filter(text: &str, known: &[&str]) -> Result<Filter, ImsxError> {
    Filter::parse(text, known)
        .map_err(|error| ImsxError::bad_request(format!("Error in filter query: {error}.")))
}

fn is_descending(order: Option<&str>) -> Result<bool, ImsxError> {
    match order {
        None | Some("asc") => Ok(false),
        Some("desc") => Ok(true),
        Some(_) => Err(ImsxError::bad_request("orderBy must be asc or desc.")),
    }
}

fn fields(text: &str, known: &[&str]) -> Result<Vec<String>, ImsxError> {
    text.split(',')
        .map(|name| name.trim().split('.').next().unwrap_or_default())
        .map(|whole_field| field("fields", whole_field.to_owned(), known))
        .collect()
}

fn field(parameter: &str, name: String, known: &[&str]) -> Result<String, ImsxError> {
    let first = name.split('.').next().unwrap_or_default();
    if known.contains(&first) {
        Ok(name)
    } else {
        Err(ImsxError::bad_request(format!(
            "{parameter} names an unknown field: {name}."
        )))
    }
}
