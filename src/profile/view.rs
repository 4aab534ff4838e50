use leptos::prelude::*;

use super::{
    ProfileState, Report, UseTimebackProfileOptions, UseTimebackProfileReturn, VerificationState,
    courses::Courses,
    goals::Goals,
    live,
    provider::ProfileContext,
    refresh::Freshness,
    unavailable::{NotInTimeback, Unavailable},
    use_timeback_profile_with_options, use_timeback_verification,
    week::Week,
    who::Who,
    xp::XpToday,
};

/// The living part of the profile page: the profile in whichever state it is.
#[island]
pub fn ProfileView() -> impl IntoView {
    let profile = use_timeback_profile_with_options(UseTimebackProfileOptions { auto: true });
    let verification = use_timeback_verification();
    live::follow(expect_context::<ProfileContext>());

    view! {
        <div class="loaded" aria-busy=move || profile.state.get().is_loading().to_string()>
            {move || content(profile, profile.state.get(), verification.get())}
        </div>
    }
}

fn content(
    profile: UseTimebackProfileReturn,
    state: ProfileState,
    verification: VerificationState,
) -> AnyView {
    match (state.report(), verification) {
        (Some(report), _) => view! { <Loaded report=report.clone() profile/> }.into_any(),
        (None, VerificationState::Unverified) => view! { <NotInTimeback profile/> }.into_any(),
        (None, _) => view! { <Unavailable error=state.error() profile/> }.into_any(),
    }
}

/// Arranges a profile that is here.
#[component]
fn Loaded(report: Report, profile: UseTimebackProfileReturn) -> impl IntoView {
    let Report {
        profile: student,
        progress,
        age_seconds,
        ..
    } = report;

    view! {
        <Who name=student.name school=student.school grade=student.grade/>
        <Freshness age_seconds profile/>
        <div class="cards">
            <XpToday xp=student.xp goal=student.goals.and_then(|goals| goals.daily_xp)/>
            <Week days=progress.week/>
            <Goals goals=student.goals today=progress.today/>
            <Courses courses=student.courses/>
        </div>
    }
}
