use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The Monday of a day's week.
pub fn monday(date: Date) -> Date {
    let days = i64::from(date.weekday().to_monday_zero_offset());
    date.saturating_sub(days.days())
}

/// The name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    let index = usize::try_from(month - 1).ok();
    index.and_then(|index| MONTHS.get(index)).unwrap_or(&"")
}

/// The short name of a month, such as `Nov`.
pub fn short_month_name(month: i8) -> &'static str {
    let name = month_name(month);
    name.get(..3).unwrap_or(name)
}

/// The short name of a day's weekday, such as `Mon`.
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// A day, such as `Mon, November 23`; with the year where it is not this one.
pub fn day_words(date: Date, today: Date) -> String {
    let words = format!(
        "{}, {} {}",
        weekday(date),
        month_name(date.month()),
        date.day()
    );
    with_year(words, date, today)
}

/// The days from `first` to `last`, such as `November 23 – 29` or `November 30 – December 6`.
pub fn days_words(first: Date, last: Date, today: Date) -> String {
    let begin = format!("{} {}", month_name(first.month()), first.day());
    let end = if first.month() == last.month() {
        last.day().to_string()
    } else {
        format!("{} {}", month_name(last.month()), last.day())
    };
    with_year(format!("{begin} – {end}"), last, today)
}

fn with_year(words: String, date: Date, today: Date) -> String {
    if date.year() == today.year() {
        words
    } else {
        format!("{words}, {}", date.year())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_its_weekday_and_names_another_year() {
        let today = date(2026, 11, 28);
        assert_eq!(day_words(date(2026, 11, 23), today), "Mon, November 23");
        assert_eq!(day_words(date(2025, 2, 1), today), "Sat, February 1, 2025");
    }

    #[test]
    fn days_name_their_month_once() {
        let today = date(2026, 11, 28);
        let words = |first, last| days_words(first, last, today);
        assert_eq!(
            words(date(2026, 11, 23), date(2026, 11, 29)),
            "November 23 – 29"
        );
        assert_eq!(
            words(date(2026, 11, 30), date(2026, 12, 6)),
            "November 30 – December 6"
        );
        assert_eq!(
            words(date(2025, 12, 29), date(2026, 1, 4)),
            "December 29 – January 4"
        );
        assert_eq!(
            words(date(2024, 12, 2), date(2024, 12, 8)),
            "December 2 – 8, 2024"
        );
    }
}
