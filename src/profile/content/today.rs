use leptos::prelude::*;

use super::reader::Reader;
use crate::{
    profile::dashboard::NextStep,
    ui::{Ring, XpInBold, sentence},
    viewer::use_language,
};
use messages::{Language, is_reached, percent};

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
    let language = use_language();
    let text = language.messages();
    let goal = goal.filter(|goal| *goal > 0.0);
    let is_praise = xp.zip(goal).is_some_and(|(xp, goal)| is_reached(xp, goal));
    let summary = match reader {
        Reader::Adult if is_praise => text.today_reached_of_student(),
        Reader::Adult | Reader::Student => summary(xp, goal, language),
    };

    view! {
        <section class="card xp" aria-labelledby="xp">
            <h2 id="xp">{text.today_title()}</h2>
            {xp.map(|xp| view! {
                <Ring percent=percent(xp, goal.unwrap_or_default())>
                    <p class="figure"><XpInBold xp/></p>
                    {goal.map(|goal| view! { <p>{text.of_goal(language.amount_to_reach(goal))}</p> })}
                </Ring>
            })}
            <p class="next">{summary}</p>
            {next_step.map(|step| view! { <Next step/> })}
            {total.map(|total| {
                let all_time = text.all_time();
                view! { <p class="total">{sentence(all_time.s0, view! { <strong>{language.amount(total)}</strong> }, all_time.s1)}</p> }
            })}
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
    let language = use_language();
    let text = language.messages();
    let name = |name: String| view! { <bdi>{name}</bdi> };

    view! {
        {xp_left.map(|left| {
            let to_go = text.xp_to_go(language.amount_to_reach(left));
            view! { <p>{sentence(to_go.s0, name(course.clone()), to_go.s1)}</p> }
        })}
        {launch_url.map(|url| {
            let open = text.open_course();
            view! {
                <p><a class="button" href=url rel="noreferrer">{sentence(open.s0, name(course), open.s1)}</a></p>
            }
        })}
    }
}

/// The card's sentence about today's progress.
fn summary(xp: Option<f64>, goal: Option<f64>, language: Language) -> String {
    let text = language.messages();
    let Some(xp) = xp else {
        return text.today_unknown();
    };
    match goal {
        _ if xp < 0.0 => text.today_taken_back(),
        Some(goal) if is_reached(xp, goal) => text.today_reached(),
        Some(goal) => text.today_to_goal(language.amount_to_reach(goal - xp)),
        None if xp > 0.0 => text.today_good(),
        None => text.today_nothing(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(xp: Option<f64>, goal: Option<f64>) -> String {
        super::summary(xp, goal, Language::En)
    }

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
