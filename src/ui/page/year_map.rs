use std::{collections::BTreeMap, fmt::Write as _};

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use leptos::prelude::*;

/// How strong a day is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayLevel {
    /// XP was taken back.
    Negative,
    /// Activity without XP.
    Active,
    /// Less than half of the goal.
    Some,
    /// Half of the goal or more.
    Most,
    /// The goal.
    Reached,
}

impl DayLevel {
    fn class(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Active => "active",
            Self::Some => "some",
            Self::Most => "most",
            Self::Reached => "reached",
        }
    }
}

/// A year's days as a heat map, a column a week, Monday on top. Decoration: what it shows stands in words beside it.
#[component]
pub fn YearMap(
    /// The year.
    year: i16,
    /// The level of each day with activity.
    levels: BTreeMap<Date, DayLevel>,
    /// The last day to draw.
    today: Date,
) -> impl IntoView {
    let first = date(year, 1, 1);
    let last = date(year, 12, 31).min(today);
    let mut paths = BTreeMap::<Option<DayLevel>, String>::new();
    for day in first.series(1.day()).take_while(|day| *day <= last) {
        let (x, y) = place(first, day);
        let path = paths.entry(levels.get(&day).copied()).or_default();
        // One path for all days of a level: a rectangle of its own for each would make a page of three years heavy.
        let _ = write!(path, "M{x} {y}h9v9h-9z");
    }

    view! {
        <svg class="year-map" viewBox="0 0 592 75" aria-hidden="true">
            {paths.into_iter().map(|(level, d)| view! {
                <path class=level.map_or("none", DayLevel::class) d=d/>
            }).collect_view()}
        </svg>
    }
}

/// Column and row of a day, in units of eleven: nine and a gap.
fn place(first: Date, day: Date) -> (i64, i64) {
    let offset = i64::from(first.weekday().to_monday_zero_offset());
    let days = day.duration_since(first).as_hours() / 24 + offset;
    (days / 7 * 11, days % 7 * 11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_a_column_that_begins_on_monday() {
        // 1 January 2026 is a Thursday.
        let first = date(2026, 1, 1);
        assert_eq!(place(first, first), (0, 33));
        assert_eq!(place(first, date(2026, 1, 4)), (0, 66));
        assert_eq!(place(first, date(2026, 1, 5)), (11, 0));
        assert_eq!(place(first, date(2026, 12, 31)), (572, 33));
    }

    #[test]
    fn a_leap_year_that_begins_on_a_sunday_has_54_columns() {
        let first = date(2012, 1, 1);
        assert_eq!(place(first, date(2012, 12, 31)), (583, 0));
    }
}
