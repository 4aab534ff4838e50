//! Paginated lists.

use std::{fmt, marker::PhantomData};

use reqwest::Method;

use super::{
    Items, Page, Pages, Query, Resource,
    envelope::Envelope,
    link,
    page::{Position, next_position},
    routes,
};
use crate::{Error, Service, Timeback, transport::LARGE_BODY_LIMIT};

/// A paginated list of records, such as the students of a class. Sends nothing by itself.
pub struct List<'a, T> {
    timeback: &'a Timeback,
    route: &'static str,
    ids: Vec<String>,
    of: PhantomData<fn() -> T>,
}

impl<'a, T: Resource> List<'a, T> {
    pub(super) fn new(timeback: &'a Timeback, route: &'static str, ids: &[&str]) -> Self {
        Self {
            timeback,
            route,
            ids: ids.iter().map(|&id| id.to_owned()).collect(),
            of: PhantomData,
        }
    }

    /// Fetches one page: records from the query's offset on, at most its limit.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list(&self, query: &Query<T>) -> Result<Page<T>, Error> {
        self.fetch(query, query.start()).await
    }

    /// Returns a stream of pages from the query's offset on, fetched on demand.
    pub fn pages(self, query: Query<T>) -> Pages<'a, T> {
        Pages::new(self, query)
    }

    /// Returns a stream of records from the query's offset on. Holds one page at a time.
    pub fn stream(self, query: Query<T>) -> Items<'a, T> {
        self.pages(query).items()
    }

    /// Fetches the page at a position, with a deadline of its own.
    pub(super) async fn fetch(&self, query: &Query<T>, at: Position) -> Result<Page<T>, Error> {
        let ids = self.ids.iter().map(String::as_str);
        let mut request =
            routes::request(Method::GET, self.route, ids)?.body_limit(LARGE_BODY_LIMIT);
        request.query = query.pairs(at);
        let requested = request.address(self.timeback.config());
        let operation = self.timeback.operation();
        let response = operation.call(request).await?;
        let envelope: Envelope<T> = operation.read(Service::OneRoster, self.route, &response)?;
        let link = link::next(&response.headers, &requested);
        let total = link::total(&response.headers).or(envelope.counts.total);
        let unread = envelope.unread.len();
        let received = envelope.items.len() + unread;
        let next = next_position(at, received, link, total, envelope.counts);
        Ok(Page {
            unread: unread as u64,
            ..Page::new(envelope.items, total, next)
        })
    }
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        Self {
            ids: self.ids.clone(),
            ..*self
        }
    }
}

impl<T> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("List").field(&self.route).finish()
    }
}
