use std::{ops::Range, slice};

use jiff::civil::Date;

/// Figures by day and name, oldest day first, each day's in alphabetical order of the names.
#[derive(Debug)]
pub(crate) struct DayTable<T> {
    names: Vec<Box<str>>,
    days: Vec<(Date, Range<usize>)>,
    rows: Vec<Row<T>>,
}

/// The figures under one name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<T> {
    /// Index in [`DayTable::names`].
    pub name: usize,
    pub figures: T,
}

impl<T> Default for DayTable<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T> DayTable<T> {
    /// Creates a table without days. The names are in alphabetical order.
    pub(super) fn new(names: Vec<Box<str>>) -> Self {
        Self {
            names,
            days: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a day that is after the last one. Its rows are in the order of the names.
    pub(super) fn push_day(&mut self, day: Date, rows: impl Iterator<Item = Row<T>>) {
        let begin = self.rows.len();
        self.rows.extend(rows);
        self.days.push((day, begin..self.rows.len()));
    }

    /// Returns the names, in alphabetical order.
    pub fn names(&self) -> slice::Iter<'_, Box<str>> {
        self.names.iter()
    }

    /// Returns the name of a row.
    pub fn name(&self, row: &Row<T>) -> &str {
        self.names.get(row.name).map_or("", AsRef::as_ref)
    }

    /// Returns the days from `first` on, also those without rows.
    pub fn since(&self, first: Date) -> impl Iterator<Item = (Date, &[Row<T>])> {
        let begin = self.days.partition_point(|(day, _)| *day < first);
        let days = self.days.get(begin..).unwrap_or_default();
        days.iter().map(|(day, rows)| (*day, self.rows(rows)))
    }

    /// Returns the rows of one day.
    pub fn on(&self, day: Date) -> &[Row<T>] {
        let found = self.days.binary_search_by_key(&day, |(day, _)| *day);
        let rows = found.ok().and_then(|index| self.days.get(index));
        rows.map_or(&[], |(_, rows)| self.rows(rows))
    }

    fn rows(&self, rows: &Range<usize>) -> &[Row<T>] {
        self.rows.get(rows.clone()).unwrap_or_default()
    }
}
