use leptos::prelude::*;

/// A ring that fills up, with words inside. The words say all there is to know; the ring is decoration.
#[component]
pub fn Ring(
    /// How full, from 0 to 100.
    percent: u64,
    /// What stands inside.
    children: Children,
) -> impl IntoView {
    let is_full = percent >= 100;
    view! {
        <div class="ring" class:full=is_full>
            <svg viewBox="0 0 120 120" aria-hidden="true">
                <circle class="track" cx="60" cy="60" r="52" pathLength="100"/>
                <circle class="fill" cx="60" cy="60" r="52" pathLength="100" stroke-dasharray=format!("{percent} 100")/>
            </svg>
            <div class="words">{children()}</div>
        </div>
    }
}
