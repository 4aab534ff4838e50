//! Live updates: server-sent events with the page's content whenever the student's profile changes.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
    time::Duration,
};

use leptos::{ev::visibilitychange, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{EventSource, MessageEvent, js_sys::Math};

use super::content_element::ContentElement;

/// The shortest pause before a connection that the server refused is opened again; the longest is twice that.
const PAUSE: Duration = Duration::from_secs(20);

/// Subscribes to live updates while the tab is visible. A hidden tab closes its connection, because browsers limit the
/// connections per host across all tabs. Without a connection the page shows the last fetched profile.
pub fn subscribe(content: &ContentElement) {
    let updates = Rc::new(Updates::new(content.clone()));
    let refused = Rc::clone(&updates);
    let on_error = Closure::<dyn Fn()>::new(move || refused.come_back_later());
    let _set = updates.on_error.set(on_error.into_js_value());
    updates.open();
    window_event_listener(visibilitychange, move |_| updates.open());
}

struct Updates {
    content: ContentElement,
    source: Cell<Option<EventSource>>,
    on_message: JsValue,
    on_error: OnceCell<JsValue>,
}

impl Updates {
    fn new(content: ContentElement) -> Self {
        let shown = content.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(html) = event.data().as_string() {
                shown.replace(&html);
            }
        });
        Self {
            content,
            source: Cell::default(),
            on_message: on_message.into_js_value(),
            on_error: OnceCell::new(),
        }
    }

    /// Opens a new connection in the place of the last one; none for a hidden tab.
    fn open(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
        if document().hidden() {
            return;
        }
        let url = format!("/profile/live?since={}", self.content.fetched_at());
        if let Ok(source) = EventSource::new(&url) {
            source.set_onmessage(Some(self.on_message.unchecked_ref()));
            source.set_onerror(self.on_error.get().map(JsValue::unchecked_ref));
            self.source.set(Some(source));
        }
    }

    /// Opens a connection again that the server refused, as it does while its database fails. The browser itself opens only
    /// one again that broke.
    fn come_back_later(self: &Rc<Self>) {
        if self.is_refused() {
            let updates = Rc::clone(self);
            let reopen = move || {
                if updates.is_refused() {
                    updates.open();
                }
            };
            set_timeout(reopen, pause());
        }
    }

    fn is_refused(&self) -> bool {
        let source = self.source.take();
        let is_refused = source
            .as_ref()
            .is_some_and(|source| source.ready_state() == EventSource::CLOSED);
        self.source.set(source);
        is_refused
    }
}

/// Pages that were refused at once do not all come back at once.
fn pause() -> Duration {
    PAUSE.mul_f64(1.0 + Math::random())
}
