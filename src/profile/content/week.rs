use jiff::civil::Date;
use leptos::prelude::*;

use super::reader::Reader;
use crate::{
    profile::dashboard::Streak,
    ui::{WeekBars, amount, amount_to_reach},
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
    let title = if ends_today {
        "The last seven days"
    } else {
        "The seven days before today"
    };
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
            {has_goal.map(|goal| view! { <p class="total goal-line">{format!("Today's goal: {} XP", amount_to_reach(goal))}</p> })}
            <p class="total">"This week: "<strong>{amount(sum)}</strong>" XP"</p>
            {streak.map(|streak| view! { <StreakWords streak reader/> })}
            {(reader == Reader::Student).then(|| view! { <p><a href="/history">"All your days"</a></p> })}
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
    let day_off = match reader {
        Reader::Student => "You had a school day off this week. That's fine.",
        Reader::Adult => "There was a school day off this week. That's fine.",
    };

    view! {
        <details class="streak">
            <summary>{format!("Goal reached {days} days in a row")}</summary>
            {has_day_off_this_week.then(|| view! { <p>{day_off}</p> })}
            <p>"Weekends and holidays don't count against it, and neither does one school day off a week."</p>
        </details>
    }
}
