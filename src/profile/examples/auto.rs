use leptos::prelude::*;

use crate::profile::{
    ProfileState, UseTimebackProfileOptions, UseTimebackProfileReturn,
    use_timeback_profile_with_options,
};

/// Fetches the profile automatically once the student is verified.
#[component]
pub fn AutoProfile() -> impl IntoView {
    let options = UseTimebackProfileOptions { auto: true };
    let UseTimebackProfileReturn { state, .. } = use_timeback_profile_with_options(options);

    view! {
            {move || match state.get() {
                ProfileState::Loading { .. } => view! { <div>"Loading..."</div> }.into_any(),
                ProfileState::Loaded(profile) => view! { <div>"XP: " {profile.xp_today()}</div> }.into_any(),
                _ => ().into_any(),
            }}
    }
}
