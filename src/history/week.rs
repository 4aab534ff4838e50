use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};
use leptos::prelude::*;

use super::{HISTORY, query::HistoryQuery};
use crate::{
    profile::DailyGoal,
    ui::{WeekBars, sentence},
    viewer::use_language,
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
    let language = use_language();
    let text = language.messages();
    let this_week = text.this_week();
    let first = query.week;
    let last = first.saturating_add(6.days());
    let week: Vec<_> = first
        .series(1.day())
        .take(7)
        .map(|date| (date, days.get(&date).copied().unwrap_or_default()))
        .collect();
    // The year stands at the end, once.
    let title = text.days(
        language.short_day(first, last),
        language.short_day(last, today),
    );
    let sum: f64 = week.iter().map(|(_, xp)| xp).sum();
    let goal = goal.on(last.min(today));
    let earlier = days.keys().next().is_some_and(|day| *day < first);
    let before = earlier.then(|| query.path(first.saturating_sub(7.days())));
    let next = last.saturating_add(1.day());
    let after = (next <= today).then(|| query.path(next));

    view! {
        <section class="card" aria-labelledby="week">
            <h2 id="week">{title}</h2>
            <WeekBars days=week goal today pages=HISTORY/>
            {goal.map(|goal| view! { <p class="total goal-line">{text.goal_a_day(language.amount_to_reach(goal))}</p> })}
            <p class="total">{sentence(this_week.s0, view! { <strong>{language.amount(sum)}</strong> }, this_week.s1)}</p>
            <nav class="steps" aria-label=text.weeks()>
                {before.map(|path| view! { <a href=path rel="prev">{text.week_before()}</a> })}
                {after.map(|path| view! { <a href=path rel="next">{text.week_after()}</a> })}
            </nav>
        </section>
    }
}
