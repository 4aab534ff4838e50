use axum::http::{HeaderName, header};
use serde::{Deserialize, Deserializer};
use url::form_urlencoded;
use utoipa::IntoParams;

use crate::api::auth::error::ApiError;
use identity::{AuditFilter, Order, Page};

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// Pagination parameters. An empty parameter counts as omitted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Page number, starting at 1.
    #[param(example = 1)]
    #[serde(default, deserialize_with = "count")]
    page: Option<u32>,
    /// Entries per page: 50 by default, 1000 at most.
    #[param(example = 50)]
    #[serde(default, deserialize_with = "count")]
    per_page: Option<u32>,
}

impl PageQuery {
    /// The requested page, with the defaults and limits applied.
    pub fn page(&self) -> Page {
        Page {
            number: self.page.unwrap_or(1).max(1),
            size: self.per_page.unwrap_or(50).clamp(1, 1000),
        }
    }

    /// The `x-total-count` and `link` headers; links to the next and last page keep the filter parameters.
    pub fn headers(
        &self,
        path: &str,
        params: &[(&str, Option<&str>)],
        total: i64,
    ) -> [(HeaderName, String); 2] {
        let page = self.page();
        let last = u32::try_from(total.max(1))
            .unwrap_or(u32::MAX)
            .div_ceil(page.size);
        let link = |number: u32, relation: &str| {
            // Supabase's client reads the page number after the first `=`, so `page` comes first.
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("page", &number.to_string());
            query.append_pair("per_page", &page.size.to_string());
            for (name, value) in params {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    query.append_pair(name, value);
                }
            }
            format!("<{path}?{}>; rel=\"{relation}\"", query.finish())
        };
        let mut links = Vec::new();
        if page.number < last {
            links.push(link(page.number + 1, "next"));
        }
        links.push(link(last, "last"));
        [(TOTAL, total.to_string()), (header::LINK, links.join(", "))]
    }
}

/// Filter and order of the user list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListUsersQuery {
    /// Text that the e-mail address must contain, case-insensitive.
    #[param(example = "example.com")]
    pub filter: Option<String>,
    /// Sort order: `created_at desc` (the default) or `created_at asc`.
    #[param(example = "created_at desc")]
    pub sort: Option<String>,
}

impl ListUsersQuery {
    /// The requested order.
    pub fn order(&self) -> Result<Order, ApiError> {
        let sort = self.sort.as_deref().unwrap_or_default();
        let (field, direction) = sort.split_once(' ').unwrap_or((sort, "desc"));
        let is = |word: &str| direction.eq_ignore_ascii_case(word);
        match field {
            "" if sort.is_empty() => Ok(Order::NewestFirst),
            "created_at" if is("desc") => Ok(Order::NewestFirst),
            "created_at" if is("asc") => Ok(Order::OldestFirst),
            _ => Err(ApiError::invalid(
                "Bad Sort Parameters: sort is created_at asc or created_at desc",
            )),
        }
    }
}

/// Filter of the audit log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListAuditQuery {
    /// Filter of the form `author:…` (text in the actor's e-mail address, name or ID), `action:…` (text in the action,
    /// such as `login`) or `type:…` (text in the action's group, such as `token`).
    #[param(example = "action:login")]
    pub query: Option<String>,
}

impl ListAuditQuery {
    /// Parses the filter.
    pub fn filter(&self) -> Result<AuditFilter, ApiError> {
        let query = self.query.as_deref().unwrap_or_default();
        AuditFilter::parse(query).map_err(|_| {
            ApiError::invalid("Invalid query scope: query is author:…, action:… or type:…")
        })
    }
}

/// Deserializes an unsigned number, saturating at `u32::MAX`. An empty value is `None`.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(serde::de::Error::custom("not a number"));
    }
    Ok(Some(text.parse().unwrap_or(u32::MAX)))
}
