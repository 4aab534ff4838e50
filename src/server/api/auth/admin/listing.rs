use axum::http::{HeaderName, header};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::identity::Page;

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// Which part of a list is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// The first one is 1.
    #[param(example = 1)]
    page: Option<u32>,
    /// 50 where nothing is said, 1000 at most.
    #[param(example = 50)]
    per_page: Option<u32>,
    /// Of users: what their address must contain, whatever the case of its letters.
    pub filter: Option<String>,
}

impl Listing {
    /// The part that is wanted.
    pub fn page(&self) -> Page {
        Page {
            number: self.page.unwrap_or(1).max(1),
            size: self.per_page.unwrap_or(50).clamp(1, 1000),
        }
    }

    /// How many there are, and where the next and the last ones are.
    pub fn headers(&self, path: &str, total: i64) -> [(HeaderName, String); 2] {
        let page = self.page();
        let last = u32::try_from(total.max(1))
            .unwrap_or(u32::MAX)
            .div_ceil(page.size);
        let link = |number: u32, relation: &str| {
            format!(
                "<{path}?page={number}&per_page={}>; rel=\"{relation}\"",
                page.size
            )
        };
        let mut links = Vec::new();
        if page.number < last {
            links.push(link(page.number + 1, "next"));
        }
        links.push(link(last, "last"));
        [(TOTAL, total.to_string()), (header::LINK, links.join(", "))]
    }
}
