//! While a page is in sight it hears when its student has earned XP.

use std::cell::Cell;

use leptos::{ev::visibilitychange, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::provider::ProfileContext;

/// Shows each profile the server sends. A page out of sight lets its connection go: a browser has only a few for all
/// its tabs. Where none can be had the page stays as it is until the next fetch.
pub(super) fn follow(context: ProfileContext) {
    Effect::new(move || {
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let report = event.data().as_string();
            if let Some(report) = report.and_then(|text| serde_json::from_str(&text).ok()) {
                context.show(report);
            }
        });
        let hear = hear.into_js_value();
        let open = move || {
            if document().hidden() {
                return None;
            }
            let source = EventSource::new(&address(context)).ok()?;
            source.set_onmessage(Some(hear.unchecked_ref()));
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
    let since = context
        .known()
        .with_untracked(|known| known.state.report().map_or(0, |report| report.fetched_at));
    format!("/profile/live?since={since}")
}
