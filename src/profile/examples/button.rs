use leptos::prelude::*;

use crate::profile::{ProfileState, UseTimebackProfileReturn, use_timeback_profile};

/// Fetches the profile at the press of a button.
#[component]
pub fn ProfileButton() -> impl IntoView {
    let UseTimebackProfileReturn {
        state,
        can_fetch,
        fetch_profile,
    } = use_timeback_profile();

    view! {
            {move || match state.get() {
                ProfileState::Loaded(profile) => view! { <div>"XP: " {profile.xp_today()}</div> }.into_any(),
                state => view! {
                    <button on:click=move |_| fetch_profile.run(()) disabled=move || !can_fetch.get()>
                        {if state.is_loading() { "Loading..." } else { "Load Profile" }}
                    </button>
                    {state.error().map(|error| view! { <p role="alert">{error.to_string()}</p> })}
                }.into_any(),
            }}
    }
}
