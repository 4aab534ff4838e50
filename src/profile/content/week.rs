use jiff::civil::Date;
use leptos::prelude::*;

use super::reader::Reader;
use crate::{
    profile::dashboard::Streak,
    ui::{WeekBars, sentence},
    viewer::use_language,
};
use timeback::DayActivity;

/// Seven days' XP, and the streak that they are part of.
#[component]
pub fn Week(
    /// The days, oldest first.
    days: Vec<DayActivity>,
    /// Whether the last of them is today.
    ends_today: bool,
    /// Today's XP goal; zero counts as none.
    goal: Option<f64>,
    /// The current streak, if there is one.
    streak: Option<Streak>,
    /// Who reads it. The pages of the days are the student's own.
    #[prop(optional)]
    reader: Reader,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let title = if ends_today {
        text.week_title()
    } else {
        text.week_title_before_today()
    };
    let this_week = text.this_week();
    let sum: f64 = days.iter().map(|day| day.xp).sum();
    let has_goal = goal.filter(|goal| *goal > 0.0);
    let days = days.into_iter();
    let days: Vec<(Date, f64)> = days
        .filter_map(|day| Some((day.date.parse().ok()?, day.xp)))
        .collect();
    let pages = match reader {
        Reader::Student => "/history",
        Reader::Adult => "",
    };
    let last = days.last().map_or(Date::MIN, |(date, _)| *date);

    view! {
        <section class="card week" aria-labelledby="week">
            <h2 id="week">{title}</h2>
            <WeekBars days goal today=last pages/>
            {has_goal.map(|goal| view! { <p class="total goal-line">{text.todays_goal(language.amount_to_reach(goal))}</p> })}
            <p class="total">{sentence(this_week.s0, view! { <strong>{language.amount(sum)}</strong> }, this_week.s1)}</p>
            {streak.map(|streak| view! { <StreakWords streak reader/> })}
            {(reader == Reader::Student).then(|| view! { <p><a href="/history">{text.all_days()}</a></p> })}
        </section>
    }
}

/// The streak in words, with its rule.
#[component]
fn StreakWords(streak: Streak, reader: Reader) -> impl IntoView {
    let Streak {
        days,
        has_day_off_this_week,
    } = streak;
    let text = use_language().messages();
    let day_off = match reader {
        Reader::Student => text.streak_day_off(),
        Reader::Adult => text.streak_day_off_of_student(),
    };

    view! {
        <details class="streak">
            <summary>{text.streak(days)}</summary>
            {has_day_off_this_week.then(|| view! { <p>{day_off}</p> })}
            <p>{text.streak_rule()}</p>
        </details>
    }
}
