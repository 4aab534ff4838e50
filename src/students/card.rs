use leptos::prelude::*;

use super::page::StudentLink;
use crate::{
    profile::{ProfileView, StudentCard, place},
    viewer::use_language,
};
use messages::{Language, is_reached, percent};

/// A student with today's XP against the goal, and the week's.
#[component]
pub fn Card(
    /// The student.
    card: StudentCard,
) -> impl IntoView {
    let StudentCard { student, view } = card;
    let language = use_language();
    let text = language.messages();
    let record = student.record().clone();
    let place = place(
        [record.school.map(|school| school.name)],
        record.grade,
        language,
    );
    let figures = view.as_ref().map(Figures::new).unwrap_or_default();
    let words = figures.words(language);
    let name = record.preferred_name.unwrap_or_default();
    let label = text.student_xp_today(name);
    let progress = figures.xp_today.zip(figures.goal);
    let reached = progress.is_some_and(|(xp, goal)| is_reached(xp, goal));

    view! {
        <li class="card" class:reached=reached>
            <h2><StudentLink student/></h2>
            {(!place.is_empty()).then(|| view! { <p class="place">{place}</p> })}
            <p class="figure">{words}</p>
            {progress.map(|(xp, goal)| view! { <progress aria-label=label max=100 value=percent(xp, goal)/> })}
            {figures.week.map(|xp| view! { <p class="total">{text.student_week(language.amount(xp))}</p> })}
        </li>
    }
}

/// The figures of a card; what is not known is `None`.
#[derive(Debug, Default, PartialEq)]
struct Figures {
    xp_today: Option<f64>,
    goal: Option<f64>,
    week: Option<f64>,
}

impl Figures {
    fn new(view: &ProfileView) -> Self {
        let goals = view
            .enrollments
            .as_ref()
            .and_then(|enrollments| enrollments.goals);
        let goal = goals.and_then(|goals| goals.daily_xp);
        // A week that ends on an earlier day is not the last one.
        let activity = view
            .activity
            .as_ref()
            .filter(|activity| activity.today.is_some());
        Self {
            xp_today: view.xp_today(),
            goal: goal.filter(|goal| *goal > 0.0),
            week: activity.map(|activity| activity.week.iter().map(|day| day.xp).sum()),
        }
    }

    fn words(&self, language: Language) -> String {
        let text = language.messages();
        match (self.xp_today, self.goal) {
            (None, _) => text.student_unknown(),
            (Some(xp), None) => text.xp_today(language.amount(xp)),
            (Some(xp), Some(goal)) => {
                let words =
                    text.xp_of_goal_today(language.amount(xp), language.amount_to_reach(goal));
                if is_reached(xp, goal) {
                    format!("{words} {}", text.reached())
                } else {
                    words
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_says_what_is_known_and_no_more() {
        let figures = |xp_today, goal| Figures {
            xp_today,
            goal,
            week: None,
        };
        assert_eq!(
            figures(Some(12.5), Some(60.0)).words(Language::En),
            "12.5 of 60 XP today"
        );
        assert_eq!(
            figures(Some(60.0), Some(60.0)).words(Language::En),
            "60 of 60 XP today ✓ reached"
        );
        assert_eq!(figures(Some(0.0), None).words(Language::En), "0 XP today");
        assert!(
            figures(None, Some(60.0))
                .words(Language::En)
                .starts_with("We can't see")
        );
    }
}
