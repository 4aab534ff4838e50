//! What the profile page shows, as HTML. The server renders it, with the page and for pages that stay open: nothing of it is
//! in the browser's WebAssembly.

mod courses;
mod freshness;
mod goals;
mod student_header;
mod unavailable;
mod week;
mod xp;

use leptos::prelude::*;

use self::{
    courses::Courses,
    freshness::Freshness,
    goals::Goals,
    student_header::StudentHeader,
    unavailable::{NotInTimeback, Unavailable},
    week::Week,
    xp::XpToday,
};
use super::ProfileView;
use crate::error::AppError;

/// The profile, or what stands in for it.
#[component]
pub fn ProfileContent(
    /// The profile, or why there is none.
    profile: Result<ProfileView, AppError>,
    /// Why the last refresh failed, if it did.
    #[prop(optional_no_strip)]
    refresh_error: Option<AppError>,
) -> impl IntoView {
    match profile {
        Ok(profile) => view! { <Loaded profile refresh_error/> }.into_any(),
        Err(AppError::NotInTimeback) => view! { <NotInTimeback/> }.into_any(),
        Err(error) => view! { <Unavailable error/> }.into_any(),
    }
}

/// A loaded profile.
#[component]
fn Loaded(profile: ProfileView, refresh_error: Option<AppError>) -> impl IntoView {
    let (xp_today, total_xp) = (profile.xp_today(), profile.total_xp());
    let ProfileView {
        student,
        enrollments,
        activity,
        fetched_at,
        age_seconds,
        staleness,
    } = profile;
    let today = activity
        .as_ref()
        .and_then(|activity| activity.today.clone());
    let goals = enrollments
        .as_ref()
        .and_then(|enrollments| enrollments.goals);
    let goal = goals.and_then(|goals| goals.daily_xp);

    view! {
        <StudentHeader student/>
        <Freshness fetched_at age_seconds staleness refresh_error/>
        <div class="cards">
            <XpToday today=xp_today all=total_xp goal/>
            {activity.map(|activity| view! { <Week days=activity.week ends_today=today.is_some() goal/> })}
            {enrollments.is_some().then(|| view! { <Goals goals today/> })}
            <Courses courses=enrollments.map(|enrollments| enrollments.courses)/>
        </div>
    }
}
