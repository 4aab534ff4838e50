use leptos::prelude::*;

use super::{course_card::CourseCard, reader::Reader};
use crate::profile::dashboard::{CourseStatus, CourseSummary};

/// Number of courses shown unfolded.
const UNFOLDED: usize = 12;

/// The courses the student is enrolled in: the running ones first, what is more than a screenful folded away.
#[component]
pub fn Courses(
    /// The courses, if known.
    courses: Option<Vec<CourseSummary>>,
    /// Who reads them.
    #[prop(optional)]
    reader: Reader,
) -> impl IntoView {
    let empty = match (courses.is_some(), reader) {
        (true, Reader::Student) => "You're not in a course yet. Your teacher can add you to one.",
        (true, Reader::Adult) => "Not in a course yet.",
        (false, Reader::Student) => "We can't see your courses right now.",
        (false, Reader::Adult) => "We can't see the courses right now.",
    };
    let courses = courses.unwrap_or_default();
    let is_empty = courses.is_empty();
    let (mut running, others): (Vec<_>, Vec<_>) = courses
        .into_iter()
        .partition(|course| course.status == CourseStatus::Running);
    let count = running.len();
    let more = running.split_off(count.min(UNFOLDED));

    view! {
        <section class="card courses" aria-labelledby="courses">
            <h2 id="courses">"Courses "{(count > 0).then(|| view! { <span class="count">{count}</span> })}</h2>
            {is_empty.then(|| view! { <p class="empty">{empty}</p> })}
            {(!running.is_empty()).then(|| view! { <CourseCards courses=running first=0 reader/> })}
            <FoldedCourses title="More courses" courses=more first=UNFOLDED reader/>
            <FoldedCourses title="Past and upcoming" courses=others first=count reader/>
        </section>
    }
}

/// Courses behind a line that says how many there are; nothing where there are none.
#[component]
fn FoldedCourses(
    title: &'static str,
    courses: Vec<CourseSummary>,
    /// Place of the first one among all courses.
    first: usize,
    reader: Reader,
) -> impl IntoView {
    let summary = format!("{title} ({})", courses.len());
    (!courses.is_empty()).then(|| {
        view! {
            <details>
                <summary>{summary}</summary>
                <CourseCards courses first reader/>
            </details>
        }
    })
}

#[component]
fn CourseCards(
    courses: Vec<CourseSummary>,
    /// Place of the first one among all courses.
    first: usize,
    reader: Reader,
) -> impl IntoView {
    let courses = courses.into_iter().zip(first..);
    let cards = courses.map(|(course, place)| view! { <CourseCard course place reader/> });

    view! { <ul>{cards.collect_view()}</ul> }
}
