//! Streams of pages and records.

use std::{
    collections::HashSet,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};

use super::{
    List, Page, PagingError, Query, Resource,
    page::{Position, Progress},
};
use crate::{Error, Failure, Service};

/// A stream of pages, fetched on demand, each with a deadline of its own. Ends after an error.
pub struct Pages<'a, T>(BoxStream<'a, Result<Page<T>, Error>>);

impl<'a, T: Resource> Pages<'a, T> {
    pub(super) fn new(list: List<'a, T>, query: Query<T>) -> Self {
        let pagination = Pagination {
            next: Some(query.start()),
            list,
            query,
            last_offset: None,
            progress: Progress::default(),
            seen: HashSet::new(),
        };
        Self(stream::try_unfold(pagination, Pagination::next_page).boxed())
    }

    /// Returns the records of all pages. Holds one page at a time.
    pub fn items(self) -> Items<'a, T> {
        let pages = self.0;
        Items(
            pages
                .map_ok(|page| stream::iter(page.items.into_iter().map(Ok)))
                .try_flatten()
                .boxed(),
        )
    }
}

/// A stream of records, fetched page by page. Ends after an error.
pub struct Items<'a, T>(BoxStream<'a, Result<T, Error>>);

/// State of the pagination between two pages.
struct Pagination<'a, T> {
    list: List<'a, T>,
    query: Query<T>,
    next: Option<Position>,
    last_offset: Option<u64>,
    progress: Progress,
    /// Hash of each page seen, to detect repetitions.
    seen: HashSet<u64>,
}

impl<T: Resource> Pagination<'_, T> {
    async fn next_page(mut self) -> Result<Option<(Page<T>, Self)>, Error> {
        let Some(at) = self.next else {
            return Ok(None);
        };
        self.check_page_limit(at).map_err(failed)?;
        let mut page = self.list.fetch(&self.query, at).await?;
        self.record_page(&mut page).map_err(failed)?;
        self.next = page.next;
        self.last_offset = Some(at.offset);
        Ok(Some((page, self)))
    }

    /// Checks the limits on pages before one is fetched.
    fn check_page_limit(&self, at: Position) -> Result<(), PagingError> {
        if self.last_offset.is_some_and(|last| at.offset <= last) {
            return Err(PagingError::Repeated);
        }
        let limit = self.query.max_pages();
        if self.progress.pages >= limit {
            return Err(PagingError::TooManyPages { limit });
        }
        Ok(())
    }

    /// Counts a page and rejects a repeated one.
    fn record_page(&mut self, page: &mut Page<T>) -> Result<(), PagingError> {
        if !page.items.is_empty() && !self.seen.insert(fingerprint(&page.items)) {
            return Err(PagingError::Repeated);
        }
        self.progress.pages += 1;
        self.progress.fetched += page.progress.fetched;
        self.progress.total = page.progress.total;
        page.progress = self.progress;
        let limit = self.query.max_records();
        if self.progress.fetched > limit {
            return Err(PagingError::TooManyRecords { limit });
        }
        Ok(())
    }
}

fn failed(error: PagingError) -> Error {
    Failure::Paging(error).of(Service::OneRoster)
}

fn fingerprint<T: Resource>(items: &[T]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for item in items {
        item.id().hash(&mut hasher);
    }
    hasher.finish()
}

impl<T> Stream for Pages<'_, T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next_unpin(context)
    }
}

impl<T> fmt::Debug for Pages<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").finish_non_exhaustive()
    }
}
