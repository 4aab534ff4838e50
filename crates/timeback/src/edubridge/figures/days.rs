use std::ops::Range;

use jiff::civil::Date;

/// Rows by day, in the order of the response.
pub(super) struct Days<R> {
    days: Vec<Day>,
    rows: Vec<R>,
}

/// An entry of a day. There can be several of one date: the entries of a group replace each other, and one without a group
/// replaces all.
struct Day {
    date: Date,
    group: Option<usize>,
    rows: Range<usize>,
}

impl<R> Default for Days<R> {
    fn default() -> Self {
        Self {
            days: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl<R: Copy> Days<R> {
    /// Begins an entry of a day.
    pub fn begin(&mut self, date: Date, group: Option<usize>) {
        let rows = self.rows.len()..self.rows.len();
        self.days.push(Day { date, group, rows });
    }

    /// Adds a row to the entry begun last.
    pub fn push(&mut self, row: R) {
        self.rows.push(row);
        if let Some(day) = self.days.last_mut() {
            day.rows.end = self.rows.len();
        }
    }

    /// Calls `use_day` with each date and its rows, oldest date first.
    pub fn for_each(mut self, mut use_day: impl FnMut(Date, &mut Vec<R>)) {
        self.days.sort_by_key(|day| day.date);
        let mut rows = Vec::new();
        for days in self.days.chunk_by(|day, next| day.date == next.date) {
            rows.clear();
            for day in in_force(days) {
                rows.extend_from_slice(&self.rows[day.rows.clone()]);
            }
            use_day(days[0].date, &mut rows);
        }
    }
}

/// Returns the entries of a date that no later one replaces.
fn in_force(days: &[Day]) -> impl Iterator<Item = &Day> {
    let begin = days.iter().rposition(|day| day.group.is_none());
    let days = &days[begin.unwrap_or_default()..];
    let next = days.iter().skip(1).map(Some).chain([None]);
    let with_next = days.iter().zip(next);
    with_next.filter_map(|(day, next)| {
        let is_replaced = next.is_some_and(|next| next.group == day.group);
        (!is_replaced).then_some(day)
    })
}
