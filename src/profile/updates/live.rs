//! Live updates: server-sent events with the page's content whenever the student's profile changes.

use std::cell::Cell;

use leptos::{ev::visibilitychange, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::content_element::ContentElement;

/// Subscribes to live updates while the tab is visible. A hidden tab closes its connection, because browsers limit the
/// connections per host across all tabs. Without a connection the page shows the last fetched profile.
pub fn subscribe(content: &ContentElement) {
    let shown = content.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(html) = event.data().as_string() {
            shown.replace(&html);
        }
    });
    let on_message = on_message.into_js_value();
    let content = content.clone();
    let open = move || {
        if document().hidden() {
            return None;
        }
        let url = format!("/profile/live?since={}", content.fetched_at());
        let source = EventSource::new(&url).ok()?;
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
}
