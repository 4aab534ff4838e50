use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{GetProfile, Staleness, UseTimebackProfileReturn};

/// The refresh button. Without scripts it is a form that redirects back to its page.
#[component]
pub fn Refresh(
    /// The button's label while no fetch is in progress.
    label: &'static str,
    hook: UseTimebackProfileReturn,
) -> impl IntoView {
    let loading = move || hook.state.get().is_loading();

    view! {
        <form method="post" action=GetProfile::url() on:submit=move |event| {
            event.prevent_default();
            hook.fetch_profile.run(());
        }>
            <input type="hidden" name="fresh" value="true"/>
            // Not `disabled`, which would take the keyboard's focus away.
            <button class="quiet" aria-disabled=move || loading().to_string()>
                {move || if loading() { "Refreshing…" } else { label }}
            </button>
        </form>
    }
}

/// The profile's age, the reason if it is stale, and the refresh button.
#[component]
pub fn Freshness(
    age_seconds: u32,
    staleness: Option<Staleness>,
    hook: UseTimebackProfileReturn,
) -> impl IntoView {
    let (reason, as_of) = staleness.map_or((None, None), |staleness| {
        (Some(staleness.reason), staleness.as_of)
    });

    view! {
        <div class="freshness">
            <p role="status">
                {move || hook.state.get().error().or(reason).map(|error| view! { <span class="trouble">{error.to_string()}" "</span> })}
                {as_of.map(|as_of| format!("What you see is from {as_of}. "))}
                <Age at_first=age_seconds/>
            </p>
            <Refresh label="Refresh" hook/>
        </div>
    }
}

#[component]
fn Age(
    /// The profile's age in seconds when the server responded.
    at_first: u32,
) -> impl IntoView {
    let minutes_here = RwSignal::new(0_u32);
    Effect::new(move || {
        let tick = move || minutes_here.update(|minutes| *minutes += 1);
        if let Ok(handle) = set_interval_with_handle(tick, std::time::Duration::from_mins(1)) {
            on_cleanup(move || handle.clear());
        }
    });
    move || age(at_first / 60 + minutes_here.get())
}

fn age(minutes: u32) -> String {
    match minutes {
        0 => "Updated just now".to_owned(),
        1 => "Updated a minute ago".to_owned(),
        2..=59 => format!("Updated {minutes} minutes ago"),
        60..=119 => "Updated an hour ago".to_owned(),
        _ => format!("Updated {} hours ago", minutes / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn an_age_reads_like_a_clock_on_the_wall() {
        assert_eq!(age(0), "Updated just now");
        assert_eq!(age(1), "Updated a minute ago");
        assert_eq!(age(59), "Updated 59 minutes ago");
        assert_eq!(age(60), "Updated an hour ago");
        assert_eq!(age(180), "Updated 3 hours ago");
    }
}
