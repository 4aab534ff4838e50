use leptos::prelude::*;

use crate::ui::{Bar, amount, amount_to_reach, is_reached, percent};
use timeback::DayActivity;

/// Bar chart of seven days' XP.
#[component]
pub fn Week(
    /// The days, oldest first.
    days: Vec<DayActivity>,
    /// Whether the last of them is today.
    ends_today: bool,
    /// Today's XP goal; zero counts as none.
    goal: Option<f64>,
) -> impl IntoView {
    let goal = goal.filter(|goal| *goal > 0.0);
    let title = if ends_today {
        "The last seven days"
    } else {
        "The seven days before today"
    };
    // The highest bar is the best day, or the goal that no day reached. A day on which XP was taken back has a bar, too.
    let heights = days.iter().map(|day| day.xp.abs());
    let most = heights.fold(goal.unwrap_or_default(), f64::max);
    let goal_height = goal.map(|goal| percent(goal, most));
    let sum: f64 = days.iter().map(|day| day.xp).sum();

    view! {
        <section class="card week" aria-labelledby="week">
            <h2 id="week">{title}</h2>
            <ol>
                {days.into_iter().map(|day| view! {
                    <li class:reached=goal.is_some_and(|goal| is_reached(day.xp, goal))>
                        <span class="figure">{amount(day.xp)}<span class="hidden">" XP"</span></span>
                        <Bar percent=percent(day.xp.abs(), most) is_negative={day.xp < 0.0} goal=goal_height/>
                        <span class="day">{weekday(&day.date)}</span>
                    </li>
                }).collect_view()}
            </ol>
            {goal.map(|goal| view! { <p class="total goal-line">{format!("Today's goal: {} XP", amount_to_reach(goal))}</p> })}
            <p class="total">"This week: "<strong>{amount(sum)}</strong>" XP"</p>
        </section>
    }
}

/// The weekday of a date `YYYY-MM-DD`; "" for anything else. Uses Sakamoto's method: a calendar library would be larger
/// than the page.
fn weekday(date: &str) -> &'static str {
    const NAMES: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let mut parts = date.splitn(3, '-').map(str::parse::<i32>);
    let (Some(Ok(year)), Some(Ok(month @ 1..=12)), Some(Ok(day))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return "";
    };
    let year = if month < 3 { year - 1 } else { year };
    let shift = usize::try_from(month - 1)
        .ok()
        .and_then(|month| SHIFTS.get(month))
        .unwrap_or(&0);
    let index = (year + year / 4 - year / 100 + year / 400 + shift + day).rem_euclid(7);
    usize::try_from(index)
        .ok()
        .and_then(|index| NAMES.get(index))
        .unwrap_or(&"")
}

#[cfg(test)]
mod tests {
    use super::weekday;

    #[test]
    fn dates_have_their_weekdays() {
        let cases = [
            ("2026-11-20", "Fri"),
            ("2024-02-29", "Thu"),
            ("2000-01-01", "Sat"),
            ("2027-01-03", "Sun"),
        ];
        for (date, name) in cases {
            assert_eq!(weekday(date), name, "{date}");
        }
    }

    #[test]
    fn what_is_no_date_has_no_weekday() {
        for text in ["", "today", "2026-13-01", "2026-11"] {
            assert_eq!(weekday(text), "", "{text}");
        }
    }
}
