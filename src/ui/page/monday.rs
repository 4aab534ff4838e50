use jiff::{ToSpan as _, civil::Date};

/// The Monday of a day's week.
pub fn monday(date: Date) -> Date {
    let days = i64::from(date.weekday().to_monday_zero_offset());
    date.saturating_sub(days.days())
}
