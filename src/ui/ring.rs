use leptos::prelude::*;

/// How much the two round ends of the line add to its length, in thousandths of the ring: without them a ring would look
/// closed long before it is full. The stylesheet moves the line by half of it.
const CAPS: u64 = 34;

/// A ring that fills up, with words inside. The words say all there is to know; the ring is decoration.
#[component]
pub fn Ring(
    /// How full, from 0 to 100.
    percent: u64,
    /// What stands inside.
    children: Children,
) -> impl IntoView {
    let is_full = percent >= 100;
    let length = match percent {
        0 => 0,
        percent => (percent * 10).saturating_sub(CAPS).max(1),
    };
    view! {
        <div class="ring" class:full=is_full>
            <svg viewBox="0 0 120 120" aria-hidden="true">
                <circle class="track" cx="60" cy="60" r="52"/>
                <circle class="fill" cx="60" cy="60" r="52" pathLength="1000" stroke-dasharray=format!("{length} 1000")/>
            </svg>
            <div class="words">{children()}</div>
        </div>
    }
}
