//! The records of one kind: one by its id, or lists of them.

use std::{fmt, marker::PhantomData};

use reqwest::Method;

use super::{Items, List, Page, Pages, Query, Resource, envelope::Single, routes};
use crate::{Error, Failure, Timeback};

/// The records of one kind. Copied freely; asks nothing until told to.
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

    /// The record with this `sourcedId`.
    ///
    /// # Errors
    /// [`Error`]; for an id nobody has, [`Failure::Status`] with 404.
    pub async fn get(self, id: &str) -> Result<T, Error> {
        self.fetch_one(self.item, id).await
    }

    /// The record with this `sourcedId`, if there is one.
    ///
    /// # Errors
    /// [`Error`], but for 404, which is an answer.
    pub async fn find(self, id: &str) -> Result<Option<T>, Error> {
        match self.get(id).await {
            Err(Error {
                failure: Failure::Status { status: 404, .. },
                ..
            }) => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// One page: the records from the query's offset on, at most its limit.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn list(self, query: &Query<T>) -> Result<Page<T>, Error> {
        self.all().list(query).await
    }

    /// Page after page from the query's offset on, each fetched when it is asked for.
    pub fn pages(self, query: Query<T>) -> Pages<'a, T> {
        self.all().pages(query)
    }

    /// Every record from the query's offset on; holds one page at a time.
    pub fn stream(self, query: Query<T>) -> Items<'a, T> {
        self.all().stream(query)
    }

    fn all(self) -> List<'a, T> {
        List::new(self.timeback, self.list, &[])
    }

    /// The one record that `route` has for `id`.
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
