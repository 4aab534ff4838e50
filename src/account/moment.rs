use jiff::Timestamp;
use leptos::prelude::*;

/// An instant, to the minute. The server does not know where the reader is, so it says of which clock.
#[component]
pub fn Moment(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    let words = at.strftime("%-d %B %Y, %H:%M UTC").to_string();
    view! { <time datetime=at.to_string()>{words}</time> }
}
