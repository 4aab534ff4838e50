use jiff::Timestamp;
use leptos::prelude::*;

use crate::viewer::use_language;

/// A date and time, to the minute. The server does not know the reader's time zone, so it shows UTC and says so.
#[component]
pub fn DateTime(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.to_string()>{use_language().date_time(at)}</time> }
}
