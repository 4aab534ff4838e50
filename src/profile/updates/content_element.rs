use std::time::Duration;

use leptos::{ev::SubmitEvent, prelude::*};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Element, HtmlDivElement, HtmlElement,
    js_sys::{Array, Intl::RelativeTimeFormat, Object},
};

/// The element that holds the page's content. Its attributes, and those in the content, are what the server and the browser
/// agree on: `data-fetched-at`, `data-age`, `data-message` and `data-refresh`.
#[derive(Clone)]
pub struct ContentElement(HtmlDivElement);

impl ContentElement {
    pub fn new(element: HtmlDivElement) -> Self {
        Self(element)
    }

    /// When the content's profile was fetched, in Unix milliseconds.
    pub fn fetched_at(&self) -> f64 {
        let fetched_at = self.number("[data-fetched-at]", "data-fetched-at");
        fetched_at.unwrap_or_default()
    }

    /// Whether it is the content's refresh form that is sent.
    pub fn is_refresh(&self, event: &SubmitEvent) -> bool {
        let form = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        form.is_some_and(|form| self.0.contains(Some(&form)) && form.has_attribute("data-refresh"))
    }

    /// Marks the content as being fetched. Returns `false` when it is already.
    pub fn begin_loading(&self) -> bool {
        if self.0.get_attribute("aria-busy").as_deref() == Some("true") {
            return false;
        }
        self.set_busy(true);
        if let Some(button) = self.button() {
            let label = button.text_content().unwrap_or_default();
            // Not `disabled`, which would take the keyboard's focus away.
            let _marked = button.set_attribute("aria-disabled", "true");
            let _kept = button.set_attribute("data-label", &label);
            button.set_text_content(button.get_attribute("data-busy").as_deref());
        }
        true
    }

    /// Shows new content. The keyboard's focus stays on the button.
    pub fn replace(&self, html: &str) {
        let is_focused = self.button().is_some() && self.button() == document().active_element();
        self.inner().set_inner_html(html);
        self.set_busy(false);
        let button = self.button().filter(|_| is_focused);
        if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _focused = button.focus();
        }
    }

    /// Says why there is no new content; without a message, that the server cannot be reached.
    pub fn fail(&self, message: Option<&str>) {
        self.set_busy(false);
        if let Some(button) = self.button() {
            let _marked = button.remove_attribute("aria-disabled");
            button.set_text_content(button.get_attribute("data-label").as_deref());
        }
        if let Some(place) = self.find("[data-message]") {
            let offline = place.get_attribute("data-offline").unwrap_or_default();
            place.set_text_content(Some(&format!("{} ", message.unwrap_or(&offline))));
        }
    }

    /// Keeps the content's age true, every minute.
    pub fn keep_age(&self) {
        let content = self.clone();
        let tick = move || content.grow_older();
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_mins(1)) {
            on_cleanup(move || handle.clear());
        }
    }

    fn grow_older(&self) {
        let (Some(place), Some(age)) = (
            self.find("[data-age]"),
            self.number("[data-age]", "data-age"),
        ) else {
            return;
        };
        let age = age + 60.0;
        let _kept = place.set_attribute("data-age", &age.to_string());
        let language = document()
            .document_element()
            .map(|root| root.get_attribute("lang").unwrap_or_default());
        let languages = Array::of1(&JsValue::from(language.unwrap_or_default()));
        let words = RelativeTimeFormat::new(&languages, &Object::new());
        let minutes = (age / 60.0).floor();
        let (amount, unit) = if minutes < 60.0 {
            (minutes, "minute")
        } else {
            ((minutes / 60.0).floor(), "hour")
        };
        place.set_text_content(Some(&String::from(words.format(-amount, unit))));
    }

    fn set_busy(&self, is_busy: bool) {
        let _marked = self
            .0
            .set_attribute("aria-busy", if is_busy { "true" } else { "false" });
    }

    fn button(&self) -> Option<Element> {
        self.find("[data-refresh] button")
    }

    /// What the server rendered stands in an element of leptos.
    fn inner(&self) -> Element {
        let inner = self.find("leptos-children");
        inner.unwrap_or_else(|| self.0.clone().into())
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.0.query_selector(selector).ok().flatten()
    }

    fn number(&self, selector: &str, attribute: &str) -> Option<f64> {
        let value = self.find(selector)?.get_attribute(attribute)?;
        let number = web_sys::js_sys::Number::parse_float(&value);
        (!number.is_nan()).then_some(number)
    }
}
