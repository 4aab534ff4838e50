//! What the profile page shows, as HTML. The server renders it, with the page and for pages that stay open: nothing of it is
//! in the browser's WebAssembly.

mod course_card;
mod courses;
mod freshness;
mod goals;
mod student_header;
mod today;
mod unavailable;
mod week;

use leptos::prelude::*;

pub use self::unavailable::Unavailable;
use self::{
    courses::Courses, freshness::Freshness, goals::Goals, student_header::StudentHeader,
    today::Today, unavailable::NotInTimeback, week::Week,
};
use super::{ProfileView, dashboard::Dashboard};
use crate::error::AppError;

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

/// A loaded dashboard. The courses come last: their own XP may still be on its way when the rest is on the screen.
#[component]
fn Loaded(dashboard: Dashboard, refresh_error: Option<AppError>) -> impl IntoView {
    let Dashboard {
        view,
        given_name,
        next_step,
        streak,
        courses,
    } = dashboard;
    let (xp_today, total_xp) = (view.xp_today(), view.total_xp());
    let ProfileView {
        student,
        enrollments,
        activity,
        fetched_at,
        age_seconds,
        staleness,
    } = view;
    let today = activity
        .as_ref()
        .and_then(|activity| activity.today.clone());
    let has_goals = enrollments.is_some();
    let goals = enrollments.and_then(|enrollments| enrollments.goals);
    let goal = goals.and_then(|goals| goals.daily_xp);

    view! {
        <StudentHeader student given_name/>
        <Freshness fetched_at age_seconds staleness refresh_error/>
        <div class="cards">
            <Today xp=xp_today total=total_xp goal next_step/>
            {activity.map(|activity| view! { <Week days=activity.week ends_today=today.is_some() goal streak/> })}
            {has_goals.then(|| view! { <Goals goals today/> })}
            {Suspend::new(async move {
                let courses = courses.await;
                view! { <Courses courses/> }
            })}
        </div>
    }
}
