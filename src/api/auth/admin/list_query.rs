use axum::http::{HeaderName, header};
use serde::{Deserialize, Deserializer};
use url::form_urlencoded;
use utoipa::IntoParams;

use crate::api::auth::error::ApiError;
use identity::{AuditFilter, Order, Page};

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// Which part of a list is wanted. An empty parameter is as good as none.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The first one is 1.
    #[param(example = 1)]
    #[serde(default, deserialize_with = "count")]
    page: Option<u32>,
    /// 50 where nothing is said, 1000 at most.
    #[param(example = 50)]
    #[serde(default, deserialize_with = "count")]
    per_page: Option<u32>,
}

impl PageQuery {
    /// The part that is wanted.
    pub fn page(&self) -> Page {
        Page {
            number: self.page.unwrap_or(1).max(1),
            size: self.per_page.unwrap_or(50).clamp(1, 1000),
        }
    }

    /// How many there are, and where the next and the last ones are, of the same choice.
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
            // Supabase's client takes what follows the first `=` for the page's number.
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

/// Which users are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListUsersQuery {
    /// What their address must contain, whatever the case of its letters.
    #[param(example = "example.com")]
    pub filter: Option<String>,
    /// `created_at desc`, as where nothing is said, or `created_at asc`.
    #[param(example = "created_at desc")]
    pub sort: Option<String>,
}

impl ListUsersQuery {
    /// The order that is wanted.
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

/// Which entries of the log are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListAuditQuery {
    /// `author:…`, `action:…` or `type:…`, and what it must contain: the actor's address, name or id; the action, like
    /// `login`; its group, like `token`.
    #[param(example = "action:login")]
    pub query: Option<String>,
}

impl ListAuditQuery {
    /// The entries that are wanted.
    pub fn filter(&self) -> Result<AuditFilter, ApiError> {
        let query = self.query.as_deref().unwrap_or_default();
        AuditFilter::parse(query).map_err(|_| {
            ApiError::invalid("Invalid query scope: query is author:…, action:… or type:…")
        })
    }
}

/// A whole number, however large; nothing where nothing is said.
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
