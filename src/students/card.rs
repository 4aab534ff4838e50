use leptos::prelude::*;

use super::page::StudentLink;
use crate::{
    profile::{ProfileView, StudentCard, place},
    ui::{amount, amount_to_reach, is_reached, percent},
};

/// A student with today's XP against the goal, and the week's.
#[component]
pub fn Card(
    /// The student.
    card: StudentCard,
) -> impl IntoView {
    let StudentCard { student, view } = card;
    let record = student.record().clone();
    let place = place([record.school.map(|school| school.name)], record.grade);
    let figures = view.as_ref().map(Figures::new).unwrap_or_default();
    let words = figures.words();
    let name = record.preferred_name.unwrap_or_default();
    let label = format!("{name}: XP today");
    let progress = figures.xp_today.zip(figures.goal);
    let reached = progress.is_some_and(|(xp, goal)| is_reached(xp, goal));

    view! {
        <li class="card" class:reached=reached>
            <h2><StudentLink student/></h2>
            {(!place.is_empty()).then(|| view! { <p class="place">{place}</p> })}
            <p class="figure">{words}</p>
            {progress.map(|(xp, goal)| view! { <progress aria-label=label max=100 value=percent(xp, goal)/> })}
            {figures.week.map(|xp| view! { <p class="total">{format!("Last seven days: {} XP", amount(xp))}</p> })}
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

    fn words(&self) -> String {
        match (self.xp_today, self.goal) {
            (None, _) => "We can't see today's XP right now.".to_owned(),
            (Some(xp), None) => format!("{} XP today", amount(xp)),
            (Some(xp), Some(goal)) => {
                let reached = if is_reached(xp, goal) {
                    " ✓ reached"
                } else {
                    ""
                };
                format!(
                    "{} of {} XP today{reached}",
                    amount(xp),
                    amount_to_reach(goal)
                )
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
            figures(Some(12.5), Some(60.0)).words(),
            "12.5 of 60 XP today"
        );
        assert_eq!(
            figures(Some(60.0), Some(60.0)).words(),
            "60 of 60 XP today ✓ reached"
        );
        assert_eq!(figures(Some(0.0), None).words(), "0 XP today");
        assert!(
            figures(None, Some(60.0))
                .words()
                .starts_with("We can't see")
        );
    }
}
