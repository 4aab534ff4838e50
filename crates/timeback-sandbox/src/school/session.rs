//! Academic sessions: school year, terms and grading periods.

use jiff::civil::{Date, date};

use super::year;

/// An academic session.
#[derive(Debug, Clone)]
pub struct Session {
    /// `OneRoster` sourcedId.
    pub id: String,
    /// The title.
    pub title: String,
    /// `schoolYear`, `term` or `gradingPeriod`.
    pub kind: &'static str,
    /// First day.
    pub begins_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// The sourcedId of the parent session.
    pub parent_id: Option<String>,
    /// The calendar year in which the school year ends.
    pub school_year: i16,
}

/// Returns the sessions of the school year of `today`: the year, two terms and four grading periods.
pub fn of_year(today: Date) -> Vec<Session> {
    let year = year::first_day(today, 0).year();
    let whole = ("", "School year", "schoolYear", None);
    let part = |slug, title, kind, parent| (slug, title, kind, Some(parent));
    [
        (whole, (8, 15), (8, 14)),
        (part("-fall", "Fall", "term", ""), (8, 15), (12, 31)),
        (part("-spring", "Spring", "term", ""), (1, 1), (6, 15)),
        (period("-q1", "First quarter", "-fall"), (8, 15), (10, 15)),
        (period("-q2", "Second quarter", "-fall"), (10, 16), (12, 31)),
        (period("-q3", "Third quarter", "-spring"), (1, 1), (3, 15)),
        (period("-q4", "Fourth quarter", "-spring"), (3, 16), (6, 15)),
    ]
    .into_iter()
    .map(|((slug, title, kind, parent), first, last)| {
        let id = |slug: &str| format!("session-{}{slug}", year + 1);
        // Sessions from January on are in the next calendar year.
        let begins_on = day(year, first, (8, 15));
        Session {
            id: id(slug),
            title: format!("{title} {year}-{}", year + 1),
            kind,
            begins_on,
            ends_on: day(begins_on.year(), last, first),
            parent_id: parent.map(id),
            school_year: year + 1,
        }
    })
    .collect()
}

type Names = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

fn period(slug: &'static str, title: &'static str, term: &'static str) -> Names {
    (slug, title, "gradingPeriod", Some(term))
}

/// Returns the date in `year`, or in the next one if it is before `earliest`.
fn day(year: i16, month_and_day: (i8, i8), earliest: (i8, i8)) -> Date {
    let is_next = month_and_day < earliest;
    date(year + i16::from(is_next), month_and_day.0, month_and_day.1)
}

#[cfg(test)]
mod tests {
    use super::{date, of_year};

    #[test]
    fn a_year_has_terms_and_the_terms_have_quarters() {
        let sessions = of_year(date(2026, 11, 20));
        let days: Vec<String> = sessions
            .iter()
            .map(|session| format!("{} {} {}", session.id, session.begins_on, session.ends_on))
            .collect();
        assert_eq!(
            days,
            [
                "session-2027 2026-08-15 2027-08-14",
                "session-2027-fall 2026-08-15 2026-12-31",
                "session-2027-spring 2027-01-01 2027-06-15",
                "session-2027-q1 2026-08-15 2026-10-15",
                "session-2027-q2 2026-10-16 2026-12-31",
                "session-2027-q3 2027-01-01 2027-03-15",
                "session-2027-q4 2027-03-16 2027-06-15",
            ]
        );
        assert_eq!(
            sessions[5].parent_id.as_deref(),
            Some("session-2027-spring")
        );
        assert_eq!(of_year(date(2027, 3, 1))[0].id, "session-2027");
    }
}
