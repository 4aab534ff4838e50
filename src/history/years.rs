use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use leptos::prelude::*;

use super::query::HistoryQuery;
use crate::{
    profile::DailyGoal,
    ui::{DayLevel, XpInBold, YearMap},
    viewer::use_language,
};
use messages::is_reached;

/// Every year with activity, the latest first: its days as a heat map, and the sum of each month.
#[component]
pub fn Years<'a>(
    /// XP of each day with activity.
    days: &'a BTreeMap<Date, f64>,
    /// The daily goal.
    goal: &'a DailyGoal,
    /// What is shown.
    query: &'a HistoryQuery,
    /// Today.
    today: Date,
) -> impl IntoView {
    let Some(first) = days.keys().next() else {
        let none = use_language().messages().history_none();
        return view! { <p class="empty">{none}</p> }.into_any();
    };
    let best = days.values().fold(0.0, |best: f64, xp| best.max(*xp));
    let years = (first.year()..=today.year()).rev().map(|year| {
        let of_year = days.range(date(year, 1, 1)..=date(year, 12, 31));
        let of_year: BTreeMap<_, _> = of_year.map(|(day, xp)| (*day, *xp)).collect();
        let levels = of_year
            .iter()
            .map(|(day, xp)| (*day, level(*xp, goal.on(*day), best)))
            .collect();
        view! { <Year year days=of_year levels query today/> }
    });
    years.collect_view().into_any()
}

#[component]
fn Year<'a>(
    year: i16,
    days: BTreeMap<Date, f64>,
    levels: BTreeMap<Date, DayLevel>,
    query: &'a HistoryQuery,
    today: Date,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let id = format!("year-{year}");
    let sum: f64 = days.values().sum();
    let mut months = BTreeMap::<i8, f64>::new();
    for (day, xp) in &days {
        *months.entry(day.month()).or_default() += xp;
    }
    let months = months.into_iter().map(|(month, xp)| {
        let first = date(year, month, 1);
        let path = query.path(first);
        view! {
            <li><a href=path>
                <span class="name">{language.month(first)}</span>
                <strong>{language.amount(xp)}</strong><span class="hidden">{format!(" {}", text.xp_unit())}</span>
            </a></li>
        }
    });

    view! {
        <section class="card" aria-labelledby=id.clone()>
            <div class="steps">
                <h2 id=id.clone()>{year.to_string()}</h2>
                <p class="total"><XpInBold xp=sum/></p>
            </div>
            <YearMap year levels today/>
            <details>
                <summary>{text.by_month()}</summary>
                <ul class="months">{months.collect_view()}</ul>
            </details>
        </section>
    }
}

/// How strong a day is coloured: by its goal, else by the best day.
fn level(xp: f64, goal: Option<f64>, best: f64) -> DayLevel {
    let whole = goal.unwrap_or(best);
    if xp < 0.0 {
        DayLevel::Negative
    } else if xp == 0.0 {
        DayLevel::Active
    } else if goal.is_some_and(|goal| is_reached(xp, goal)) {
        DayLevel::Reached
    } else if is_reached(xp * 2.0, whole) {
        DayLevel::Most
    } else {
        DayLevel::Some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_coloured_by_its_goal_and_only_a_goal_is_reached() {
        let cases = [
            (-1.0, Some(40.0), DayLevel::Negative),
            (0.0, Some(40.0), DayLevel::Active),
            (19.0, Some(40.0), DayLevel::Some),
            (20.0, Some(40.0), DayLevel::Most),
            (40.0, Some(40.0), DayLevel::Reached),
            (100.0, None, DayLevel::Most),
            (10.0, None, DayLevel::Some),
        ];
        for (xp, goal, expected) in cases {
            assert_eq!(level(xp, goal, 100.0), expected, "{xp} of {goal:?}");
        }
    }
}
