//! The school year.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Returns the last 15 August at least `days` before `today`.
///
/// A fixed date, and not counted back from today, so that totals only grow from one day to the next.
pub fn first_day(today: Date, days: i32) -> Date {
    let latest = today.checked_sub(days.days()).unwrap_or(Date::MIN);
    let this_year = date(latest.year(), 8, 15);
    if this_year <= latest {
        this_year
    } else {
        date(latest.year() - 1, 8, 15)
    }
}

/// Whether it is winter break.
pub fn is_winter_break(day: Date) -> bool {
    (day.month() == 12 && day.day() >= 22) || (day.month() == 1 && day.day() <= 2)
}

#[cfg(test)]
mod tests {
    use super::{date, first_day};

    #[test]
    fn a_history_begins_with_a_school_year_long_enough_ago() {
        assert_eq!(first_day(date(2026, 11, 20), 90), date(2026, 8, 15));
        assert_eq!(first_day(date(2026, 9, 1), 90), date(2025, 8, 15));
        assert_eq!(first_day(date(2026, 11, 20), 1095), date(2023, 8, 15));
    }
}
