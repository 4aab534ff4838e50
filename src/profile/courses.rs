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
            <h2 id="courses">"Courses"{(count > 0).then(|| view! { <span class="count">{count}</span> })}</h2>
            {if courses.is_empty() {
                view! { <p class="empty">"You are not in a course yet. Your teacher adds you to one."</p> }.into_any()
            } else {
                view! { <ul>{courses.into_iter().map(|course| view! { <CourseLine course/> }).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn CourseLine(course: Course) -> impl IntoView {
    // A course without a code of its own has its identifier for one, which tells a student nothing.
    let code = (course.code != course.id).then_some(course.code);

    view! {
        <li class=format!("accent-{}", accent(&course.id))>
            <bdi class="name">{course.name}</bdi>
            {code.map(|code| view! { <bdi class="code">{code}</bdi> })}
        </li>
    }
}

/// The same course has the same colour on every day and page.
fn accent(id: &str) -> usize {
    id.bytes().fold(0, |hash: usize, byte| (hash * 31 + usize::from(byte)) % 9973) % ACCENTS
}
