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
    let (xp_today, xp_in_all) = (report.xp_today(), report.xp_in_all());
    let Report {
        student,
        enrolled,
        earned,
        age_seconds,
        trouble,
        ..
    } = report;
    let today = earned.as_ref().and_then(|earned| earned.today.clone());
    let goals = enrolled.as_ref().and_then(|enrolled| enrolled.goals);

    view! {
        <Who student/>
        <Freshness age_seconds trouble profile/>
        <div class="cards">
            <XpToday today=xp_today all=xp_in_all goal=goals.and_then(|goals| goals.daily_xp)/>
            {earned.map(|earned| view! { <Week days=earned.week ends_today=today.is_some()/> })}
            {enrolled.is_some().then(|| view! { <Goals goals today/> })}
            <Courses courses=enrolled.map(|enrolled| enrolled.courses)/>
        </div>
    }
}
