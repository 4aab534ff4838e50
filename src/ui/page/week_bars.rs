use jiff::civil::Date;
use leptos::prelude::*;

use super::date_words::weekday;
use crate::ui::{Bar, amount, is_reached, percent};

/// Seven days' XP as bars, each with its number in words.
#[component]
pub fn WeekBars(
    /// Days and their XP, oldest first.
    days: Vec<(Date, f64)>,
    /// The daily XP goal; zero counts as none.
    goal: Option<f64>,
    /// Today. Days after it have neither number nor page.
    today: Date,
    /// Where a day's page is, below which `YYYY-MM-DD` names it; empty for days without pages.
    #[prop(optional)]
    pages: &'static str,
) -> impl IntoView {
    let goal = goal.filter(|goal| *goal > 0.0);
    // The highest bar is the best day, or the goal that no day reached. A day on which XP was taken back has a bar, too.
    let heights = days.iter().map(|(_, xp)| xp.abs());
    let most = heights.fold(goal.unwrap_or_default(), f64::max);
    let goal_height = goal.map(|goal| percent(goal, most));

    view! {
        <ol class="bars">
            {days.into_iter().map(|(date, xp)| view! {
                <li class:reached=goal.is_some_and(|goal| is_reached(xp, goal)) class:today={date == today}>
                    {if date > today {
                        view! { <span class="figure">"–"</span> }.into_any()
                    } else {
                        view! { <span class="figure">{amount(xp)}<span class="hidden">" XP"</span></span> }.into_any()
                    }}
                    <Bar percent=percent(xp.abs(), most) is_negative={xp < 0.0} goal=goal_height/>
                    {if pages.is_empty() || date > today {
                        view! { <span class="day">{weekday(date)}</span> }.into_any()
                    } else {
                        view! { <a class="day" href=format!("{pages}/{date}")>{weekday(date)}<span class="hidden">{format!(" {date}")}</span></a> }.into_any()
                    }}
                </li>
            }).collect_view()}
        </ol>
    }
}
