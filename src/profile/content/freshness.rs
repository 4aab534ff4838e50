use leptos::{prelude::*, server_fn::ServerFn as _};

use super::reader::Reader;
use crate::{
    error::AppError,
    profile::{GetProfile, Staleness},
};

/// The refresh button. Without scripts it is a form that redirects back to its page; with them, the page's island sends it.
#[component]
pub fn Refresh(
    /// The button's label while no fetch is in progress.
    label: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action=GetProfile::url() data-refresh>
            <input type="hidden" name="fresh" value="true"/>
            <button class="quiet" data-busy="Refreshing…">{label}</button>
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
    let (reason, as_of) = staleness.map_or((None, None), |staleness| {
        (Some(staleness.reason), staleness.as_of)
    });
    let trouble = refresh_error.or(reason);
    let trouble = trouble.map(|error| format!("{error} ")).unwrap_or_default();

    view! {
        <div class="freshness" data-fetched-at=fetched_at>
            <p>
                <span class="trouble" role="status" data-message data-offline=AppError::Offline.to_string()>{trouble}</span>
                {as_of.map(|as_of| format!("What you see is from {as_of}. "))}
                "Updated "<time data-age=age_seconds>{age(age_seconds / 60)}</time>
            </p>
            {(reader == Reader::Student).then(|| view! { <Refresh label="Refresh"/> })}
        </div>
    }
}

/// An age in minutes, as the browser's own words for it go on later.
fn age(minutes: u32) -> String {
    match minutes {
        0 => "just now".to_owned(),
        1 => "1 minute ago".to_owned(),
        2..=59 => format!("{minutes} minutes ago"),
        60..=119 => "1 hour ago".to_owned(),
        _ => format!("{} hours ago", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn an_age_reads_like_a_clock_on_the_wall() {
        assert_eq!(age(0), "just now");
        assert_eq!(age(1), "1 minute ago");
        assert_eq!(age(59), "59 minutes ago");
        assert_eq!(age(60), "1 hour ago");
        assert_eq!(age(180), "3 hours ago");
    }
}
