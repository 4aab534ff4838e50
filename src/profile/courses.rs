use leptos::prelude::*;

use crate::timeback::Course;

/// How many accent colours the stylesheet has for courses.
const ACCENTS: usize = 6;

/// The courses the student is enrolled in.
#[component]
pub fn Courses(courses: Vec<Course>) -> impl IntoView {
    let count = courses.len();

    view! {
        <section class="card courses" aria-labelledby="courses">
            <h2 id="courses">"Courses "{(count > 0).then(|| view! { <span class="count">{count}</span> })}</h2>
            {if courses.is_empty() {
                view! { <p class="empty">"You are not in a course yet. Your teacher adds you to one."</p> }.into_any()
            } else {
                let courses = courses.into_iter().enumerate();
                let lines = courses.map(|(place, course)| view! { <CourseLine course accent=place % ACCENTS/> });
                view! { <ul>{lines.collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn CourseLine(course: Course, accent: usize) -> impl IntoView {
    // A course without a code of its own has its identifier for one, which tells a student nothing.
    let code = (course.code != course.id).then_some(course.code);

    view! {
        <li class=format!("accent-{accent}")>
            <span class="name" dir="auto">{course.name}</span>
            {code.map(|code| view! { <span class="code" dir="auto">{code}</span> })}
        </li>
    }
}
