use leptos::prelude::*;

use crate::ui::{amount, amount_to_reach, is_reached, percent};
use timeback::{DayActivity, Goals as DailyGoals};

/// The daily goals, with today's progress where it is known.
#[component]
pub fn Goals(goals: Option<DailyGoals>, today: Option<DayActivity>) -> impl IntoView {
    let goals = goals
        .map(|goals| lines(goals, today.as_ref()))
        .unwrap_or_default();

    view! {
        <section class="card goals" aria-labelledby="goals">
            <h2 id="goals">"Today's goals"</h2>
            {if goals.is_empty() {
                view! { <p class="empty">"No goals are set. Any focused minute counts."</p> }.into_any()
            } else {
                view! { <ul>{goals.into_iter().map(|goal| view! { <GoalLine goal/> }).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn GoalLine(goal: Goal) -> impl IntoView {
    let words = goal.words();
    let Goal {
        name,
        target,
        so_far,
        ..
    } = goal;
    let reached = so_far.is_some_and(|so_far| is_reached(so_far, target));

    view! {
        <li class:reached=reached>
            <span class="name">{name}</span>
            <span class="figure">{words}{reached.then_some(" ✓ reached")}</span>
            {so_far.map(|so_far| view! {
                <progress aria-label=name max=100 value=percent(so_far, target)/>
            })}
        </li>
    }
}

struct Goal {
    name: &'static str,
    target: f64,
    unit: &'static str,
    so_far: Option<f64>,
}

impl Goal {
    /// The progress as text: a count "of" its target, a percentage next to its target. A target alone is called one: it would
    /// look like a result.
    fn words(&self) -> String {
        let (target, unit) = (amount_to_reach(self.target), self.unit);
        match self.so_far.map(amount) {
            Some(so_far) if unit == PERCENT => format!("{so_far}{unit}, aim {target}{unit}"),
            Some(so_far) => format!("{so_far} of {target}{unit}"),
            None => format!("Goal: {target}{unit}"),
        }
    }
}

const PERCENT: &str = "%";

/// The goals that are set, in a fixed order. Minutes and percentages are rounded down. Progress is unknown without today's
/// figures, for lessons (Timeback does not report today's), and for accuracy on a day without questions.
fn lines(goals: DailyGoals, today: Option<&DayActivity>) -> Vec<Goal> {
    let so_far = |figure: fn(&DayActivity) -> f64| today.map(figure);
    let goal = |name, target: Option<f64>, unit, so_far| {
        target.filter(|target| *target > 0.0).map(|target| Goal {
            name,
            target,
            unit,
            so_far,
        })
    };
    [
        goal("XP", goals.daily_xp, " XP", so_far(|today| today.xp)),
        goal(
            "Focused time",
            goals.daily_active_minutes,
            " min",
            so_far(|today| today.active_minutes.floor()),
        ),
        goal(
            "Accuracy",
            goals.daily_accuracy,
            PERCENT,
            today.and_then(DayActivity::accuracy).map(f64::floor),
        ),
        goal(
            "Units mastered",
            goals.daily_mastered_units,
            "",
            so_far(|today| today.mastered_units),
        ),
        goal("Lessons", goals.daily_lessons, "", None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_of_zero_is_no_goal_and_lessons_claim_no_progress() {
        let goals = DailyGoals {
            daily_xp: Some(0.0),
            daily_lessons: Some(3.0),
            ..DailyGoals::default()
        };
        let lines = lines(goals, Some(&DayActivity::none("2026-03-09".into())));
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].name, lines[0].so_far), ("Lessons", None));
        assert_eq!(lines[0].words(), "Goal: 3");
    }

    #[test]
    fn accuracy_is_unknown_until_a_question_is_answered() {
        let goals = DailyGoals {
            daily_accuracy: Some(80.0),
            ..DailyGoals::default()
        };
        let mut today = DayActivity::none("2026-03-09".into());
        assert_eq!(lines(goals, Some(&today))[0].so_far, None);
        today.total_questions = 4.0;
        today.correct_questions = 3.0;
        assert_eq!(lines(goals, Some(&today))[0].words(), "75%, aim 80%");
    }
}
