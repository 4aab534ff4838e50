use leptos::prelude::*;

use super::FormMessage;

/// A field of a form: its label above it, a note and what is wrong beside it.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// Its id on the page; another one than `name` where two forms of a page have a field of that name.
    #[prop(default = name)]
    id: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// What browsers and password managers may fill in.
    autocomplete: &'static str,
    /// The kind of input; text where nothing is said.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard of a phone; none for the one that fits the kind.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Which letters a phone makes capitals; none where nothing is said.
    #[prop(default = "none")]
    capitals: &'static str,
    /// What stands in it already.
    #[prop(optional, into)]
    value: String,
    /// A word of help.
    #[prop(optional, into)]
    note: Option<String>,
    /// What the page tells of its form.
    message: Option<FormMessage>,
    /// Whether the page begins here; where something is wrong it does anyway.
    #[prop(optional)]
    is_first: bool,
    /// Whether it may be left empty.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let error = message.and_then(|message| message.for_field(id));
    let (is_wrong, has_note) = (error.is_some(), note.is_some());

    view! {
        <div class="field">
            <label for=id>{label}</label>
            <Description id note error/>
            <input
                id=id
                name=name
                r#type=kind
                inputmode=inputmode
                value=(!value.is_empty()).then_some(value)
                autocomplete=autocomplete
                autocapitalize=capitals
                spellcheck="false"
                dir=(kind == "text").then_some("auto")
                required=!is_optional
                autofocus=is_first || is_wrong
                aria-describedby=description_of(id, is_wrong, has_note)
                aria-invalid=is_wrong.then_some("true")
            />
        </div>
    }
}

/// The note of a field and what is wrong with it.
#[component]
fn Description(id: &'static str, note: Option<String>, error: Option<String>) -> impl IntoView {
    view! {
        {note.map(|note| view! { <p class="soft" id=format!("{id}-note")>{note}</p> })}
        {error.map(|error| view! { <p class="trouble" id=format!("{id}-trouble")>{error}</p> })}
    }
}

/// The ids of what describes a field: what is wrong is read before the note.
fn description_of(id: &str, is_wrong: bool, has_note: bool) -> Option<String> {
    match (is_wrong, has_note) {
        (true, true) => Some(format!("{id}-trouble {id}-note")),
        (true, false) => Some(format!("{id}-trouble")),
        (false, true) => Some(format!("{id}-note")),
        (false, false) => None,
    }
}
