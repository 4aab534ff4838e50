use leptos::prelude::*;

use super::{
    ProfileState, ProfileView, UseTimebackProfileOptions, UseTimebackProfileReturn,
    VerificationState,
    courses::Courses,
    goals::Goals,
    live,
    provider::ProfileContext,
    refresh::Freshness,
    student_header::StudentHeader,
    unavailable::{NotInTimeback, Unavailable},
    use_timeback_profile_with_options, use_timeback_verification,
    week::Week,
    xp::XpToday,
};

/// The interactive part of the profile page, in every state of the profile.
#[island]
pub fn ProfileContent() -> impl IntoView {
    let hook = use_timeback_profile_with_options(UseTimebackProfileOptions { auto: true });
    let verification = use_timeback_verification();
    live::subscribe(expect_context::<ProfileContext>());

    view! {
        <div class="loaded" aria-busy=move || hook.state.get().is_loading().to_string()>
            {move || content(hook, hook.state.get(), verification.get())}
        </div>
    }
}

fn content(
    hook: UseTimebackProfileReturn,
    state: ProfileState,
    verification: VerificationState,
) -> AnyView {
    match (state.profile(), verification) {
        (Some(profile), _) => view! { <Loaded profile=profile.clone() hook/> }.into_any(),
        (None, VerificationState::Unverified) => view! { <NotInTimeback hook/> }.into_any(),
        (None, _) => view! { <Unavailable error=state.error() hook/> }.into_any(),
    }
}

/// A loaded profile.
#[component]
fn Loaded(profile: ProfileView, hook: UseTimebackProfileReturn) -> impl IntoView {
    let (xp_today, total_xp) = (profile.xp_today(), profile.total_xp());
    let ProfileView {
        student,
        enrollments,
        activity,
        age_seconds,
        staleness,
        ..
    } = profile;
    let today = activity
        .as_ref()
        .and_then(|activity| activity.today.clone());
    let goals = enrollments
        .as_ref()
        .and_then(|enrollments| enrollments.goals);

    view! {
        <StudentHeader student/>
        <Freshness age_seconds staleness hook/>
        <div class="cards">
            <XpToday today=xp_today all=total_xp goal=goals.and_then(|goals| goals.daily_xp)/>
            {activity.map(|activity| view! { <Week days=activity.week ends_today=today.is_some()/> })}
            {enrollments.is_some().then(|| view! { <Goals goals today/> })}
            <Courses courses=enrollments.map(|enrollments| enrollments.courses)/>
        </div>
    }
}
