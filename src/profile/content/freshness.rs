use leptos::{prelude::*, server_fn::ServerFn as _};

use super::reader::Reader;
use crate::{
    error::AppError,
    profile::{GetProfile, Staleness},
    ui::sentence,
    viewer::use_language,
};
use messages::Language;

/// The refresh button. Without scripts it is a form that redirects back to its page; with them, the page's island sends it.
#[component]
pub fn Refresh(
    /// The button's label while no fetch is in progress.
    label: String,
) -> impl IntoView {
    let busy = use_language().messages().refreshing();

    view! {
        <form method="post" action=GetProfile::url() data-refresh>
            <input type="hidden" name="fresh" value="true"/>
            <button class="quiet" data-busy=busy>{label}</button>
        </form>
    }
}

/// The profile's age, the reason if it is stale, and the refresh button.
#[component]
pub fn Freshness(
    /// When the newest part was fetched, in Unix milliseconds.
    fetched_at: i64,
    /// The age of the oldest part in seconds.
    age_seconds: u32,
    /// Why a part is missing or out of date.
    staleness: Option<Staleness>,
    /// Why the last refresh failed, if it did.
    refresh_error: Option<AppError>,
    /// Who reads it. Only the student has a button.
    #[prop(optional)]
    reader: Reader,
) -> impl IntoView {
    let language = use_language();
    let text = language.messages();
    let reason = staleness.as_ref().map(|staleness| staleness.reason);
    let since = staleness.and_then(|staleness| stale_since(staleness, language));
    let trouble = refresh_error.or(reason);
    let trouble = trouble.map_or_else(String::new, |error| format!("{} ", error.message(language)));
    let updated = text.updated();

    view! {
        <div class="freshness" data-fetched-at=fetched_at>
            <p>
                <span class="trouble" role="status" data-message data-offline=AppError::Offline.message(language)>{trouble}</span>
                {since.map(|since| format!("{since} "))}
                {sentence(updated.s0, view! { <time data-age=age_seconds>{age(age_seconds / 60, language)}</time> }, updated.s1)}
            </p>
            {(reader == Reader::Student).then(|| view! { <Refresh label=text.refresh()/> })}
        </div>
    }
}

/// Why the figures of a page are missing or out of date, and from when they are.
#[component]
pub fn StaleNote(staleness: Staleness) -> impl IntoView {
    let language = use_language();
    let reason = staleness.reason.message(language);
    let since = stale_since(staleness, language).unwrap_or_default();

    view! { <p class="trouble" role="status">{format!("{reason} {since}")}</p> }
}

fn stale_since(staleness: Staleness, language: Language) -> Option<String> {
    let (text, time) = (language.messages(), staleness.as_of?);
    Some(if staleness.is_as_of_yesterday {
        text.stale_since_yesterday(time)
    } else {
        text.stale_since(time)
    })
}

/// An age in minutes, as the browser's own words for it go on later.
fn age(minutes: u32, language: Language) -> String {
    let text = language.messages();
    match minutes {
        0 => text.age_now(),
        1..=59 => text.age_minutes(minutes),
        _ => text.age_hours(minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(minutes: u32) -> String {
        super::age(minutes, Language::En)
    }

    #[test]
    fn an_age_reads_like_a_clock_on_the_wall() {
        assert_eq!(age(0), "just now");
        assert_eq!(age(1), "1 minute ago");
        assert_eq!(age(59), "59 minutes ago");
        assert_eq!(age(60), "1 hour ago");
        assert_eq!(age(180), "3 hours ago");
    }
}
