//! List queries.

use std::fmt;

use super::{Field, Filter, Limit, Resource, page::Position};

/// Sort order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Ascending.
    #[default]
    Ascending,
    /// Descending.
    Descending,
}

/// A list query: filter, sort order, fields and pagination.
#[must_use = "a query asks nothing by itself"]
pub struct Query<T> {
    filter: Option<Filter<T>>,
    sort: Option<(Field<T>, Order)>,
    fields: Vec<Field<T>>,
    search: Option<String>,
    limit: Limit,
    offset: u64,
    max_records: u64,
    max_pages: u64,
}

impl<T> Query<T> {
    /// Creates a query for all records, 100 per page. Pagination fails after a million records or ten thousand pages.
    pub fn new() -> Self {
        Self {
            filter: None,
            sort: None,
            fields: Vec::new(),
            search: None,
            limit: Limit::DEFAULT,
            offset: 0,
            max_records: 1_000_000,
            max_pages: 10_000,
        }
    }

    /// Adds a filter. Several filters are combined with `AND`.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.filter = Some(match self.filter.take() {
            Some(first) => first.and(filter),
            None => filter,
        });
        self
    }

    /// Sorts by a field.
    pub fn sort(self, field: Field<T>, order: Order) -> Self {
        let sort = Some((field, order));
        Self { sort, ..self }
    }

    /// Requests only these fields and the required ones. Other fields are absent.
    pub fn fields(self, fields: impl IntoIterator<Item = Field<T>>) -> Self {
        let fields = fields.into_iter().collect();
        Self { fields, ..self }
    }

    /// Requests only users whose given name, family name or e-mail address contains this text. An extension of the platform
    /// that not every list supports.
    pub fn search(self, text: impl Into<String>) -> Self {
        let search = Some(text.into());
        Self { search, ..self }
    }

    /// Sets the maximum number of records per page.
    pub fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    /// Skips a number of records.
    pub fn offset(self, offset: u64) -> Self {
        Self { offset, ..self }
    }

    /// Limits the total number of records. Beyond it pagination fails with [`PagingError`](super::PagingError).
    pub fn at_most(self, max_records: u64) -> Self {
        Self {
            max_records,
            ..self
        }
    }

    /// Limits the total number of pages. Beyond it pagination fails with [`PagingError`](super::PagingError).
    pub fn at_most_pages(self, max_pages: u64) -> Self {
        Self { max_pages, ..self }
    }

    pub(super) fn start(&self) -> Position {
        Position {
            offset: self.offset,
            limit: self.limit,
        }
    }

    pub(super) fn max_records(&self) -> u64 {
        self.max_records
    }

    pub(super) fn max_pages(&self) -> u64 {
        self.max_pages
    }
}

impl<T: Resource> Query<T> {
    /// Returns the query parameters of a page, in the official SDK's order.
    pub(super) fn pairs(&self, at: Position) -> Vec<(&'static str, String)> {
        let order = self.sort.map(|(_, order)| match order {
            Order::Ascending => "asc",
            Order::Descending => "desc",
        });
        let optional = [
            ("filter", self.filter.as_ref().map(ToString::to_string)),
            ("sort", self.sort.map(|(field, _)| field.path().to_owned())),
            ("orderBy", order.map(str::to_owned)),
            ("fields", self.selection()),
            ("search", self.search.clone()),
        ];
        let optional = optional
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        optional
            .chain([
                ("limit", at.limit.get().to_string()),
                ("offset", at.offset.to_string()),
            ])
            .collect()
    }

    /// Returns the value of `fields=`: top-level fields, without duplicates.
    fn selection(&self) -> Option<String> {
        if self.fields.is_empty() {
            return None;
        }
        let mut names = T::TABLE.required.to_vec();
        for field in &self.fields {
            let name = field.name();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Some(names.join(","))
    }
}

impl<T> Default for Query<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            fields: self.fields.clone(),
            search: self.search.clone(),
            ..*self
        }
    }
}

/// Omits the filter's values and the search text, which may be e-mail addresses.
impl<T> fmt::Debug for Query<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
