use jiff::Timestamp;
use leptos::prelude::*;

/// A date and time, to the minute. The server does not know the reader's time zone, so it shows UTC and says so.
#[component]
pub fn DateTime(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    let words = at.strftime("%-d %B %Y, %H:%M UTC").to_string();
    view! { <time datetime=at.to_string()>{words}</time> }
}
