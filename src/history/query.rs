//! What `/history` is asked to show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leptos_router::params::ParamsMap;

use crate::ui::monday;
use timeback::DailyXp;

/// Whose XP are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All.
    #[default]
    Everything,
    /// Those of one subject.
    Subject(String),
    /// Those of one app.
    App(String),
}

/// What a page of days shows, from its query: `show=subject:Math` or `show=app:Stepstone Math`, and `week=2026-11-23`, any
/// day of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// The page's path.
    pub page: String,
    /// Whose XP are shown.
    pub scope: Scope,
    /// The Monday of the week shown.
    pub week: Date,
}

impl HistoryQuery {
    /// Parses the query. What is not understood, and a week to come, is as if it were not there.
    pub fn parse(page: String, query: &ParamsMap, today: Date) -> Self {
        let scope = query.get("show").and_then(|show| Scope::parse(&show));
        let week = query.get("week").and_then(|week| week.parse().ok());
        Self {
            page,
            scope: scope.unwrap_or_default(),
            week: monday(week.unwrap_or(today).min(today)),
        }
    }

    /// The path of the same page with another week.
    pub fn path(&self, week: Date) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("week", &week.to_string());
        if self.scope != Scope::Everything {
            query.append_pair("show", &self.scope.name());
        }
        format!("{}?{}", self.page, query.finish())
    }
}

impl Scope {
    fn parse(name: &str) -> Option<Self> {
        let (kind, name) = name.split_once(':')?;
        match kind {
            "subject" => Some(Self::Subject(name.to_owned())),
            "app" => Some(Self::App(name.to_owned())),
            _ => None,
        }
    }

    /// The value of `show`.
    pub fn name(&self) -> String {
        match self {
            Self::Everything => String::new(),
            Self::Subject(name) => format!("subject:{name}"),
            Self::App(name) => format!("app:{name}"),
        }
    }

    /// The XP of each day with activity in this scope.
    pub fn days(&self, xp: &DailyXp) -> BTreeMap<Date, f64> {
        let (table, name) = match self {
            Self::Everything => (&xp.subjects, None),
            Self::Subject(name) => (&xp.subjects, Some(name.as_str())),
            Self::App(name) => (&xp.apps, Some(name.as_str())),
        };
        table.by_day(Date::MIN, Date::MAX, name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    fn parse(pairs: &[(&str, &str)]) -> HistoryQuery {
        let mut query = ParamsMap::new();
        for (name, value) in pairs {
            query.insert((*name).to_owned(), (*value).to_owned());
        }
        HistoryQuery::parse("/history".to_owned(), &query, TODAY)
    }

    #[test]
    fn a_week_is_named_by_any_of_its_days_and_is_not_in_the_future() {
        assert_eq!(parse(&[]).week, date(2026, 11, 23));
        assert_eq!(parse(&[("week", "2026-03-01")]).week, date(2026, 2, 23));
        for week in ["2027-01-01", "tomorrow", ""] {
            assert_eq!(parse(&[("week", week)]).week, date(2026, 11, 23), "{week}");
        }
    }

    #[test]
    fn a_scope_survives_its_own_link() {
        let query = parse(&[
            ("show", "subject:Social Studies & more"),
            ("week", "2026-03-01"),
        ]);
        assert_eq!(
            query.scope,
            Scope::Subject("Social Studies & more".to_owned())
        );
        let path = query.path(date(2026, 3, 2));
        assert_eq!(
            path,
            "/history?week=2026-03-02&show=subject%3ASocial+Studies+%26+more"
        );
        assert_eq!(parse(&[("show", "teacher:x")]).scope, Scope::Everything);
    }
}
