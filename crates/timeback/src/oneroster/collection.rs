//! Collections of OneRoster records.

use std::{fmt, marker::PhantomData};

use reqwest::Method;

use super::{Items, List, Page, Pages, Query, Resource, envelope::Single, routes};
use crate::{Error, Failure, Timeback};

/// A collection of records of one type. `Copy`; sends nothing by itself.
pub struct Collection<'a, T> {
    pub(super) timeback: &'a Timeback,
    list: &'static str,
    pub(super) item: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<'a, T: Resource> Collection<'a, T> {
    pub(super) fn new(timeback: &'a Timeback, list: &'static str, item: &'static str) -> Self {
        Self {
            timeback,
            list,
            item,
            of: PhantomData,
        }
    }

    /// Fetches the record with this `sourcedId`.
    ///
    /// # Errors
    /// Returns [`Failure::Status`] 404 for an unknown id, and another failure when the call fails.
    pub async fn get(self, id: &str) -> Result<T, Error> {
        self.fetch_one(self.item, id).await
    }

    /// Fetches the record with this `sourcedId`, if it exists.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails with a status other than 404.
    pub async fn find(self, id: &str) -> Result<Option<T>, Error> {
        match self.get(id).await {
            Err(Error {
                failure: Failure::Status { status: 404, .. },
                ..
            }) => Ok(None),
            response => response.map(Some),
        }
    }

    /// Fetches one page: records from the query's offset on, at most its limit.
    ///
    /// # Errors
    /// Returns [`Error`] when the call fails.
    pub async fn list(self, query: &Query<T>) -> Result<Page<T>, Error> {
        self.all().list(query).await
    }

    /// Returns a stream of pages from the query's offset on, fetched on demand.
    pub fn pages(self, query: Query<T>) -> Pages<'a, T> {
        self.all().pages(query)
    }

    /// Returns a stream of records from the query's offset on. Holds one page at a time.
    pub fn stream(self, query: Query<T>) -> Items<'a, T> {
        self.all().stream(query)
    }

    fn all(self) -> List<'a, T> {
        List::new(self.timeback, self.list, &[])
    }

    /// Fetches the single record at `route`.
    pub(super) async fn fetch_one(self, route: &'static str, id: &str) -> Result<T, Error> {
        let request = routes::request(Method::GET, route, [id])?;
        let Single(record) = self.timeback.operation().fetch(request).await?;
        Ok(record)
    }
}

impl<T> Clone for Collection<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Collection<'_, T> {}

impl<T> fmt::Debug for Collection<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Collection").field(&self.list).finish()
    }
}
