use leptos::prelude::*;

use crate::{profile::CourseCard, ui::amount_to_reach};

/// Number of accent colours for courses in the stylesheet.
const ACCENTS: usize = 6;

/// The courses the student is enrolled in.
#[component]
pub fn Courses(
    /// The courses, if known.
    courses: Option<Vec<CourseCard>>,
) -> impl IntoView {
    let empty = if courses.is_some() {
        "You're not in a course yet. Your teacher can add you to one."
    } else {
        "We can't see your courses right now."
    };
    let courses = courses.unwrap_or_default();
    let count = courses
        .iter()
        .filter(|course| !course.is_upcoming && !course.is_over)
        .count();

    view! {
        <section class="card courses" aria-labelledby="courses">
            <h2 id="courses">"Courses "{(count > 0).then(|| view! { <span class="count">{count}</span> })}</h2>
            {if courses.is_empty() {
                view! { <p class="empty">{empty}</p> }.into_any()
            } else {
                let courses = courses.into_iter().enumerate();
                let lines = courses.map(|(place, course)| view! { <CourseLine course accent=place % ACCENTS/> });
                view! { <ul>{lines.collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn CourseLine(course: CourseCard, accent: usize) -> impl IntoView {
    let note = match course.daily_xp {
        _ if course.is_over => Some("Ended".to_owned()),
        _ if course.is_upcoming => Some("Starts later".to_owned()),
        goal => goal.map(|goal| format!("Goal: {} XP a day", amount_to_reach(goal))),
    };

    view! {
        <li class=format!("accent-{accent}")>
            <span class="name" dir="auto">{course.name}</span>
            {course.code.map(|code| view! { <span class="code" dir="auto">{code}</span> })}
            {note.map(|note| view! { <span class="code">{note}</span> })}
        </li>
    }
}
