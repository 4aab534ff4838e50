//! The profile hook at work, as `/examples` shows it.

mod auto;
mod button;

use leptos::prelude::*;

use self::{auto::AutoProfile, button::ProfileButton};
use super::{ProfilePageState, provide_timeback_profile};
use crate::ui::{Example, component_of};

/// The profile is fetched at the press of a button.
#[component]
pub fn ManualFetch(
    /// The state of a student who is verified, and no more.
    initial: ProfilePageState,
) -> impl IntoView {
    provide_timeback_profile(initial);

    view! {
        <Example title="Manual fetch" code=component_of(include_str!("button.rs"))><ProfileButton/></Example>
    }
}

/// The profile is fetched automatically, unless the page has it.
#[component]
pub fn AutoFetch(
    /// All that the session has.
    initial: ProfilePageState,
) -> impl IntoView {
    provide_timeback_profile(initial);

    view! {
        <Example title="Auto-fetch when verified" code=component_of(include_str!("auto.rs"))><AutoProfile/></Example>
    }
}
