use leptos::prelude::*;

/// A bar that grows from its foot. What it means stands in words beside it, so it is hidden from screen readers.
#[component]
pub fn Bar(
    /// How high, from 0 to 100.
    percent: u64,
) -> impl IntoView {
    view! {
        <svg class="bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="10" height="100"/>
            <rect class="fill" width="10" height=percent y=100 - percent/>
        </svg>
    }
}
