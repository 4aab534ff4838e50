use leptos::prelude::*;

use super::Section;
use crate::ui::{FormMessage, Summary};

/// A setting: its heading, the message of its forms, and what it is now with the ways to change it.
#[component]
pub fn Setting(
    /// The section whose messages it shows.
    section: Section,
    /// The heading.
    title: String,
    /// The message of the form that was sent before.
    message: Option<FormMessage>,
    /// What it is now, and its forms.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="setting" aria-labelledby=section.id()>
            <h2 id=section.id()>{title}</h2>
            <div class="state">
                <Summary message/>
                {children()}
            </div>
        </section>
    }
}

/// What a setting is now, and the form that changes it, which opens in its place.
#[component]
pub fn Edit(
    /// What the form does, such as "Change name".
    action: String,
    /// What the setting is now; nothing where a list above says so.
    #[prop(optional)]
    value: Option<AnyView>,
    /// Whether the form is open: it failed, or is to be sent again.
    #[prop(optional)]
    is_open: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    let value = value.map(|value| {
        // Browsers read both as one text: the space keeps them apart.
        view! { <span class="value">{value}</span>" " }
    });
    view! {
        <details class="edit" open=is_open>
            <summary>{value}<span class="action">{action}</span></summary>
            <div class="form-of">{children()}</div>
        </details>
    }
}

/// A button that does something with one entry of a list.
#[component]
pub fn EntryButton(
    /// Where its form is sent.
    action: &'static str,
    /// The field with the entry's identifier.
    field: &'static str,
    /// The entry's identifier.
    id: String,
    /// The text of the button.
    text: String,
    /// What is read aloud, which names the entry.
    label: String,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input r#type="hidden" name=field value=id/>
            <button class="quiet" aria-label=label>{text}</button>
        </form>
    }
}
