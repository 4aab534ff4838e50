use leptos::prelude::*;

use crate::viewer::use_language;
use messages::{Language, Messages, is_reached, percent};
use timeback::{DayActivity, Goals as DailyGoals};

/// The daily goals, with today's progress where it is known.
#[component]
pub fn Goals(goals: Option<DailyGoals>, today: Option<DayActivity>) -> impl IntoView {
    let text = use_language().messages();
    let goals = goals
        .map(|goals| lines(goals, today.as_ref(), text))
        .unwrap_or_default();

    view! {
        <section class="card goals" aria-labelledby="goals">
            <h2 id="goals">{text.goals_title()}</h2>
            {if goals.is_empty() {
                view! { <p class="empty">{text.goals_none()}</p> }.into_any()
            } else {
                view! { <ul>{goals.into_iter().map(|goal| view! { <GoalLine goal/> }).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn GoalLine(goal: Goal) -> impl IntoView {
    let language = use_language();
    let words = goal.words(language);
    let Goal {
        name,
        target,
        so_far,
        ..
    } = goal;
    let reached = so_far.is_some_and(|so_far| is_reached(so_far, target));

    view! {
        <li class:reached=reached>
            <span class="name">{name.clone()}</span>
            <span class="figure">{words}{reached.then(|| format!(" {}", language.messages().reached()))}</span>
            {so_far.map(|so_far| view! {
                <progress aria-label=name max=100 value=percent(so_far, target)/>
            })}
        </li>
    }
}

struct Goal {
    name: String,
    target: f64,
    unit: Unit,
    so_far: Option<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Xp,
    Minutes,
    Percent,
    Count,
}

impl Unit {
    fn words(self, figure: String, language: Language) -> String {
        let text = language.messages();
        match self {
            Self::Xp => text.xp(figure),
            Self::Minutes => text.minutes(figure),
            Self::Percent => text.percent(figure),
            Self::Count => figure,
        }
    }
}

impl Goal {
    /// The progress as text: a count "of" its target, a percentage next to its target. A target alone is called one: it would
    /// look like a result.
    fn words(&self, language: Language) -> String {
        let (text, unit) = (language.messages(), self.unit);
        let target = unit.words(language.amount_to_reach(self.target), language);
        match self.so_far.map(|so_far| language.amount(so_far)) {
            Some(so_far) if unit == Unit::Percent => {
                text.so_far_aim(unit.words(so_far, language), target)
            }
            Some(so_far) => text.so_far_of_target(so_far, target),
            None => text.goal_target(target),
        }
    }
}

/// The goals that are set, in a fixed order. Minutes and percentages are rounded down. Progress is unknown without today's
/// figures, for lessons (Timeback does not report today's), and for accuracy on a day without questions.
fn lines(goals: DailyGoals, today: Option<&DayActivity>, text: &Messages) -> Vec<Goal> {
    let so_far = |figure: fn(&DayActivity) -> f64| today.map(figure);
    let goal = |name, target: Option<f64>, unit, so_far| {
        target.filter(|target| *target > 0.0).map(|target| Goal {
            name,
            target,
            unit,
            so_far,
        })
    };
    let xp = so_far(|today| today.xp);
    let minutes = so_far(|today| today.active_minutes.floor());
    let accuracy = today.and_then(DayActivity::accuracy).map(f64::floor);
    let units = so_far(|today| today.mastered_units);
    [
        goal(text.goal_xp(), goals.daily_xp, Unit::Xp, xp),
        goal(
            text.goal_focused_time(),
            goals.daily_active_minutes,
            Unit::Minutes,
            minutes,
        ),
        goal(
            text.goal_accuracy(),
            goals.daily_accuracy,
            Unit::Percent,
            accuracy,
        ),
        goal(
            text.goal_units(),
            goals.daily_mastered_units,
            Unit::Count,
            units,
        ),
        goal(text.goal_lessons(), goals.daily_lessons, Unit::Count, None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::En;

    fn lines(goals: DailyGoals, today: Option<&DayActivity>) -> Vec<Goal> {
        super::lines(goals, today, EN.messages())
    }

    #[test]
    fn a_goal_of_zero_is_no_goal_and_lessons_claim_no_progress() {
        let goals = DailyGoals {
            daily_xp: Some(0.0),
            daily_lessons: Some(3.0),
            ..DailyGoals::default()
        };
        let lines = lines(goals, Some(&DayActivity::none("2026-03-09".into())));
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].name.as_str(), lines[0].so_far), ("Lessons", None));
        assert_eq!(lines[0].words(EN), "Goal: 3");
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
        assert_eq!(lines(goals, Some(&today))[0].words(EN), "75%, aim 80%");
    }
}
