use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};
use leptos::prelude::*;

use super::{HISTORY, query::HistoryQuery};
use crate::{
    profile::DailyGoal,
    ui::{WeekBars, amount, amount_to_reach, days_words},
};

/// One week's XP, with the way to the weeks around it.
#[component]
pub fn WeekCard<'a>(
    /// XP of each day with activity.
    days: &'a BTreeMap<Date, f64>,
    /// The daily goal.
    goal: &'a DailyGoal,
    /// What is shown.
    query: &'a HistoryQuery,
    /// Today.
    today: Date,
) -> impl IntoView {
    let first = query.week;
    let last = first.saturating_add(6.days());
    let week: Vec<_> = first
        .series(1.day())
        .take(7)
        .map(|date| (date, days.get(&date).copied().unwrap_or_default()))
        .collect();
    let sum: f64 = week.iter().map(|(_, xp)| xp).sum();
    let goal = goal.on(last.min(today));
    let earlier = days.keys().next().is_some_and(|day| *day < first);
    let before = earlier.then(|| query.path(first.saturating_sub(7.days())));
    let next = last.saturating_add(1.day());
    let after = (next <= today).then(|| query.path(next));

    view! {
        <section class="card" aria-labelledby="week">
            <h2 id="week">{days_words(first, last, today)}</h2>
            <WeekBars days=week goal today pages=HISTORY/>
            {goal.map(|goal| view! { <p class="total goal-line">{format!("Goal: {} XP a day", amount_to_reach(goal))}</p> })}
            <p class="total">"This week: "<strong>{amount(sum)}</strong>" XP"</p>
            <nav class="steps" aria-label="Weeks">
                {before.map(|path| view! { <a href=path rel="prev">"Week before"</a> })}
                {after.map(|path| view! { <a href=path rel="next">"Week after"</a> })}
            </nav>
        </section>
    }
}
