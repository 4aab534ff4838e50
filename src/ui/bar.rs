use leptos::prelude::*;

/// A bar that grows from its foot. What it means stands in words beside it, so it is hidden from screen readers.
#[component]
pub fn Bar(
    /// How high, from 0 to 100.
    percent: u64,
    /// Whether it stands for less than nothing.
    is_negative: bool,
    /// How high the goal is, from 0 to 100.
    goal: Option<u64>,
) -> impl IntoView {
    let goal = goal.map(|goal| 100 - goal.min(99));

    view! {
        <svg class="bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="10" height="100"/>
            <rect class="fill" class:negative=is_negative width="10" height=percent y=100 - percent/>
            {goal.map(|y| view! { <line class="goal" x1="0" x2="10" y1=y y2=y/> })}
        </svg>
    }
}
