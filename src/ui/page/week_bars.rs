use jiff::civil::Date;
use leptos::prelude::*;

use crate::{ui::Bar, viewer::use_language};
use messages::{is_reached, percent};

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
    let language = use_language();
    let unit = language.messages().xp_unit();
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
                        view! { <span class="figure">{language.amount(xp)}<span class="hidden">{format!(" {unit}")}</span></span> }.into_any()
                    }}
                    <Bar percent=percent(xp.abs(), most) is_negative={xp < 0.0} goal=goal_height/>
                    {if pages.is_empty() || date > today {
                        view! { <span class="day">{language.weekday(date)}</span> }.into_any()
                    } else {
                        view! { <a class="day" href=format!("{pages}/{date}")>{language.weekday(date)}<span class="hidden">{format!(" {}", language.short_day(date, today))}</span></a> }.into_any()
                    }}
                </li>
            }).collect_view()}
        </ol>
    }
}
