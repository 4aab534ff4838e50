//! What the profile page shows, as HTML. The server renders it, with the page and for pages that stay open: nothing of it is
//! in the browser's WebAssembly.

mod course_card;
mod courses;
mod freshness;
mod goals;
mod reader;
mod student;
mod student_header;
mod today;
mod unavailable;
mod week;

use leptos::prelude::*;

use self::{
    courses::Courses, freshness::Freshness, goals::Goals, reader::Reader,
    student_header::StudentHeader, today::Today, unavailable::NotInTimeback, week::Week,
};
pub use self::{
    freshness::StaleNote, student::StudentContent, student_header::place, unavailable::Unavailable,
};
use super::{ProfileView, dashboard::Dashboard};
use crate::{error::AppError, viewer::use_language};

/// The dashboard, or what stands in for it.
#[component]
pub fn ProfileContent(
    /// The dashboard, or why there is none.
    dashboard: Result<Dashboard, AppError>,
    /// Why the last refresh failed, if it did.
    #[prop(optional_no_strip)]
    refresh_error: Option<AppError>,
) -> impl IntoView {
    match dashboard {
        Ok(dashboard) => view! { <Loaded dashboard refresh_error/> }.into_any(),
        Err(AppError::NotInTimeback) => view! { <NotInTimeback/> }.into_any(),
        Err(error) => view! { <Unavailable error/> }.into_any(),
    }
}

/// A loaded dashboard. A guardian or a teacher is led to their students, and is not told of courses that they do not take.
#[component]
fn Loaded(dashboard: Dashboard, refresh_error: Option<AppError>) -> impl IntoView {
    let ProfileView {
        student,
        enrollments,
        fetched_at,
        age_seconds,
        staleness,
        ..
    } = dashboard.view.clone();
    let given_name = dashboard.given_name.clone();
    let may_have_students = dashboard.may_have_students;
    let courses = enrollments.map(|enrollments| enrollments.courses);
    let has_no_courses = courses.is_none_or(|courses| courses.is_empty());
    let has_cards = !(may_have_students && has_no_courses);

    view! {
        <StudentHeader student given_name/>
        <Freshness fetched_at age_seconds staleness refresh_error/>
        {may_have_students.then(|| view! { <YourStudents/> })}
        {has_cards.then(|| view! { <Cards dashboard/> })}
    }
}

/// The way to the students of a guardian or a teacher.
#[component]
fn YourStudents() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <section class="card your-students" aria-labelledby="students">
            <h2 id="students">{text.your_students()}</h2>
            <p>{text.your_students_what()}</p>
            <p><a class="button" href="/students">{text.your_students_open()}</a></p>
        </section>
    }
}

/// The cards of a dashboard. The courses come last: their own XP may still be on its way when the rest is on the screen.
#[component]
fn Cards(
    dashboard: Dashboard,
    /// Who reads them.
    #[prop(optional)]
    reader: Reader,
) -> impl IntoView {
    let Dashboard {
        view,
        next_step,
        streak,
        courses,
        ..
    } = dashboard;
    let (xp_today, total_xp) = (view.xp_today(), view.total_xp());
    let ProfileView {
        enrollments,
        activity,
        ..
    } = view;
    let today = activity
        .as_ref()
        .and_then(|activity| activity.today.clone());
    let has_goals = enrollments.is_some();
    let goals = enrollments.and_then(|enrollments| enrollments.goals);
    let goal = goals.and_then(|goals| goals.daily_xp);
    let next_step = next_step.filter(|_| reader == Reader::Student);

    view! {
        <div class="cards">
            <Today xp=xp_today total=total_xp goal next_step reader/>
            {activity.map(|activity| view! { <Week days=activity.week ends_today=today.is_some() goal streak reader/> })}
            {has_goals.then(|| view! { <Goals goals today/> })}
            {Suspend::new(async move {
                let courses = courses.await;
                view! { <Courses courses reader/> }
            })}
        </div>
    }
}
