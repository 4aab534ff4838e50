use leptos::prelude::*;

use crate::ui::{Ring, amount, amount_to_reach, is_reached, percent};

/// XP card: today's XP against today's goal, and all-time XP.
#[component]
pub fn XpToday(
    /// Today's XP, if known.
    today: Option<f64>,
    /// All-time XP, if known.
    all: Option<f64>,
    /// The daily XP goal; zero counts as none.
    goal: Option<f64>,
) -> impl IntoView {
    let goal = goal.filter(|goal| *goal > 0.0);

    view! {
        <section class="card xp" aria-labelledby="xp">
            <h2 id="xp">"Today"</h2>
            {today.map(|today| view! {
                <Ring percent=percent(today, goal.unwrap_or_default())>
                    <p class="figure"><strong>{amount(today)}</strong>" XP"</p>
                    {goal.map(|goal| view! { <p>"of "{amount_to_reach(goal)}" XP"</p> })}
                </Ring>
            })}
            <p class="next">{next_step(today, goal)}</p>
            {all.map(|all| view! { <p class="total">"All time: "<strong>{amount(all)}</strong>" XP"</p> })}
        </section>
    }
}

/// The card's sentence about today's progress.
fn next_step(today: Option<f64>, goal: Option<f64>) -> String {
    let Some(today) = today else {
        return "We can't see today's XP right now. It's safe in Timeback.".to_owned();
    };
    match goal {
        _ if today < 0.0 => "Some XP was taken back. That happens when answers are rushed. A careful lesson earns it back.".to_owned(),
        Some(goal) if is_reached(today, goal) => "You reached today's goal. Well done!".to_owned(),
        Some(goal) => format!("{} XP to today's goal.", amount_to_reach(goal - today)),
        None if today > 0.0 => "A good day's work so far.".to_owned(),
        None => "Nothing yet today. One minute of focused learning is about 1 XP.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::next_step;

    #[test]
    fn the_next_step_counts_down_to_the_goal() {
        assert_eq!(
            next_step(Some(12.5), Some(60.0)),
            "47.5 XP to today's goal."
        );
        assert_eq!(
            next_step(Some(60.0), Some(60.0)),
            "You reached today's goal. Well done!"
        );
    }

    #[test]
    fn a_goal_that_is_all_but_reached_still_asks_for_something() {
        for (today, words) in [
            (39.9, "0.1 XP to today's goal."),
            (39.999, "0.01 XP to today's goal."),
        ] {
            assert_eq!(next_step(Some(today), Some(40.0)), words);
        }
    }

    #[test]
    fn what_is_not_known_is_not_called_nothing() {
        assert!(next_step(None, Some(60.0)).starts_with("We can't see today's XP"));
    }

    #[test]
    fn lost_xp_is_explained_and_not_counted_against_the_goal() {
        assert!(next_step(Some(-5.0), Some(60.0)).starts_with("Some XP was taken back"));
    }
}
