//! Live updates: server-sent events with a new profile whenever the student's XP changes.

use std::cell::Cell;

use leptos::{ev::visibilitychange, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::provider::ProfileContext;

/// Subscribes to live updates while the tab is visible. A hidden tab closes its connection, because browsers limit the
/// connections per host across all tabs. Without a connection the page shows the last fetched profile.
pub(super) fn subscribe(context: ProfileContext) {
    Effect::new(move || {
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let profile = event.data().as_string();
            if let Some(profile) = profile.and_then(|text| serde_json::from_str(&text).ok()) {
                context.show(profile);
            }
        });
        let on_message = on_message.into_js_value();
        let open = move || {
            if document().hidden() {
                return None;
            }
            let source = EventSource::new(&address(context)).ok()?;
            source.set_onmessage(Some(on_message.unchecked_ref()));
            Some(source)
        };
        let source = Cell::new(open());
        window_event_listener(visibilitychange, move |_| {
            if let Some(source) = source.take() {
                source.close();
            }
            source.set(open());
        });
    });
}

fn address(context: ProfileContext) -> String {
    let since = context.state().with_untracked(|page_state| {
        page_state
            .state
            .profile()
            .map_or(0, |profile| profile.fetched_at)
    });
    format!("/profile/live?since={since}")
}
