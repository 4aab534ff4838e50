use leptos::prelude::*;

/// A bar that grows from its foot. What it means stands in words beside it, so it is hidden from screen readers.
#[component]
pub fn Bar(
    /// How high, from 0 to 1; more is full, less is empty.
    share: f64,
) -> impl IntoView {
    let height = (share.clamp(0.0, 1.0) * 100.0).round();
    view! {
        <svg class="bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="10" height="100"/>
            <rect class="fill" width="10" height=height.to_string() y=(100.0 - height).to_string()/>
        </svg>
    }
}
