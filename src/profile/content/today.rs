use leptos::prelude::*;

use super::reader::Reader;
use crate::{
    profile::dashboard::NextStep,
    ui::{Ring, amount, amount_to_reach, is_reached, percent},
};

/// Today's XP against today's goal, and what to do next.
#[component]
pub fn Today(
    /// Today's XP, if known.
    xp: Option<f64>,
    /// All-time XP, if known.
    total: Option<f64>,
    /// The daily XP goal; zero counts as none.
    goal: Option<f64>,
    /// The course to open next.
    next_step: Option<NextStep>,
    /// Who reads it.
    #[prop(optional)]
    reader: Reader,
) -> impl IntoView {
    let goal = goal.filter(|goal| *goal > 0.0);
    let is_praise = xp.zip(goal).is_some_and(|(xp, goal)| is_reached(xp, goal));
    let summary = match reader {
        Reader::Adult if is_praise => "Today's goal is reached.".to_owned(),
        Reader::Adult | Reader::Student => summary(xp, goal),
    };

    view! {
        <section class="card xp" aria-labelledby="xp">
            <h2 id="xp">"Today"</h2>
            {xp.map(|xp| view! {
                <Ring percent=percent(xp, goal.unwrap_or_default())>
                    <p class="figure"><strong>{amount(xp)}</strong>" XP"</p>
                    {goal.map(|goal| view! { <p>"of "{amount_to_reach(goal)}" XP"</p> })}
                </Ring>
            })}
            <p class="next">{summary}</p>
            {next_step.map(|step| view! { <Next step/> })}
            {total.map(|total| view! { <p class="total">"All time: "<strong>{amount(total)}</strong>" XP"</p> })}
        </section>
    }
}

/// The one thing to do next.
#[component]
fn Next(step: NextStep) -> impl IntoView {
    let NextStep {
        course,
        xp_left,
        launch_url,
    } = step;
    let left = xp_left.map(|left| format!("{} XP to go in ", amount_to_reach(left)));

    view! {
        {left.map(|left| view! { <p>{left}<bdi>{course.clone()}</bdi></p> })}
        {launch_url.map(|url| view! {
            <p><a class="button" href=url rel="noreferrer">"Open "<bdi>{course}</bdi></a></p>
        })}
    }
}

/// The card's sentence about today's progress.
fn summary(xp: Option<f64>, goal: Option<f64>) -> String {
    let Some(xp) = xp else {
        return "We can't see today's XP right now. It's safe in Timeback.".to_owned();
    };
    match goal {
        _ if xp < 0.0 => "Some XP was taken back. That happens when answers are rushed. A careful lesson earns it back.".to_owned(),
        Some(goal) if is_reached(xp, goal) => "You reached today's goal. Well done!".to_owned(),
        Some(goal) => format!("{} XP to today's goal.", amount_to_reach(goal - xp)),
        None if xp > 0.0 => "A good day's work so far.".to_owned(),
        None => "Nothing yet today. One minute of focused learning is about 1 XP.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn the_sentence_counts_down_to_the_goal() {
        assert_eq!(summary(Some(12.5), Some(60.0)), "47.5 XP to today's goal.");
        assert_eq!(
            summary(Some(60.0), Some(60.0)),
            "You reached today's goal. Well done!"
        );
    }

    #[test]
    fn a_goal_that_is_all_but_reached_still_asks_for_something() {
        for (xp, words) in [
            (39.9, "0.1 XP to today's goal."),
            (39.999, "0.01 XP to today's goal."),
        ] {
            assert_eq!(summary(Some(xp), Some(40.0)), words);
        }
    }

    #[test]
    fn what_is_not_known_is_not_called_nothing() {
        assert!(summary(None, Some(60.0)).starts_with("We can't see today's XP"));
    }

    #[test]
    fn lost_xp_is_explained_and_not_counted_against_the_goal() {
        assert!(summary(Some(-5.0), Some(60.0)).starts_with("Some XP was taken back"));
    }
}
