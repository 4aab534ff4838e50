use leptos::prelude::*;

use super::{course_card::CourseCard, reader::Reader};
use crate::{
    profile::dashboard::{CourseStatus, CourseSummary},
    ui::sentence,
    viewer::use_language,
};

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
    let language = use_language();
    let text = language.messages();
    let empty = match (courses.is_some(), reader) {
        (true, Reader::Student) => text.courses_none(),
        (true, Reader::Adult) => text.courses_none_of_student(),
        (false, Reader::Student) => text.courses_unknown(),
        (false, Reader::Adult) => text.courses_unknown_of_student(),
    };
    let courses = courses.unwrap_or_default();
    let is_empty = courses.is_empty();
    let (mut running, others): (Vec<_>, Vec<_>) = courses
        .into_iter()
        .partition(|course| course.status == CourseStatus::Running);
    let count = running.len();
    let title = text.courses_title();
    let more_title = text.courses_more(language.count(count.saturating_sub(UNFOLDED)));
    let others_title = text.courses_past_and_upcoming(language.count(others.len()));
    let more = running.split_off(count.min(UNFOLDED));

    view! {
        <section class="card courses" aria-labelledby="courses">
            <h2 id="courses">{sentence(title.s0, (count > 0).then(|| view! { <span class="count">{language.count(count)}</span> }), title.s1)}</h2>
            {is_empty.then(|| view! { <p class="empty">{empty}</p> })}
            {(!running.is_empty()).then(|| view! { <CourseCards courses=running first=0 reader/> })}
            <FoldedCourses title=more_title courses=more first=UNFOLDED reader/>
            <FoldedCourses title=others_title courses=others first=count reader/>
        </section>
    }
}

/// Courses behind a line that says how many there are; nothing where there are none.
#[component]
fn FoldedCourses(
    title: String,
    courses: Vec<CourseSummary>,
    /// Place of the first one among all courses.
    first: usize,
    reader: Reader,
) -> impl IntoView {
    (!courses.is_empty()).then(|| {
        view! {
            <details>
                <summary>{title}</summary>
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
