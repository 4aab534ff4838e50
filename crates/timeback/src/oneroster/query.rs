//! What is asked of a list.

use std::fmt;

use super::{Field, Filter, Limit, Resource, page::Position};

/// Which way a list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The smallest first.
    #[default]
    Ascending,
    /// The largest first.
    Descending,
}

/// Which records of a list, which of their fields, in what order, and how many at once.
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
    /// Every record, a hundred at a time; a walk ends with an error after a million records or ten thousand pages.
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

    /// Only records that pass; a second filter has to be passed as well.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.filter = Some(match self.filter.take() {
            Some(first) => first.and(filter),
            None => filter,
        });
        self
    }

    /// Sorted by a field.
    pub fn sort(self, field: Field<T>, order: Order) -> Self {
        let sort = Some((field, order));
        Self { sort, ..self }
    }

    /// Only these fields, and those a record cannot be read without; the others read as if they were missing.
    pub fn fields(self, fields: impl IntoIterator<Item = Field<T>>) -> Self {
        let fields = fields.into_iter().collect();
        Self { fields, ..self }
    }

    /// Only users whose given name, family name or e-mail address contains this. The platform's own, and not every
    /// list heeds it.
    pub fn search(self, text: impl Into<String>) -> Self {
        let search = Some(text.into());
        Self { search, ..self }
    }

    /// At most so many records on a page.
    pub fn limit(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    /// Without the first so many records.
    pub fn offset(self, offset: u64) -> Self {
        Self { offset, ..self }
    }

    /// A walk that meets more records than this ends with [`PagingError`](super::PagingError).
    pub fn at_most(self, max_records: u64) -> Self {
        Self {
            max_records,
            ..self
        }
    }

    /// A walk that meets more pages than this ends with [`PagingError`](super::PagingError).
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
    /// The parameters of the page at a position, in the official SDK's order.
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

    /// The names after `fields=`: whole fields, each once.
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

/// Without the filter's values and the text searched for, which may be an address.
impl<T> fmt::Debug for Query<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
