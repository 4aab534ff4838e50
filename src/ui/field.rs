use leptos::prelude::*;

use super::Told;

/// A field of a form: its label above it, a note and what is wrong beside it.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// Its id on the page; another one than `name` where two forms of a page have a field of that name.
    #[prop(default = name)]
    id: &'static str,
    /// What it asks for.
    label: &'static str,
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
    #[prop(optional)]
    note: Option<&'static str>,
    /// What the page tells of its form.
    told: Option<Told>,
    /// Whether the page begins here; where something is wrong it does anyway.
    #[prop(optional)]
    is_first: bool,
    /// Whether it may be left empty.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let trouble = told.and_then(|told| told.at(id));
    let trouble_id = trouble.map(|_| format!("{id}-trouble"));
    let note_id = note.map(|_| format!("{id}-note"));
    let described: Vec<_> = trouble_id.iter().chain(&note_id).cloned().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));

    view! {
        <div class="field">
            <label for=id>{label}</label>
            {note.map(|note| view! { <p class="soft" id=note_id>{note}</p> })}
            {trouble.map(|trouble| view! { <p class="trouble" id=trouble_id>{trouble}</p> })}
            <input
                id=id
                name=name
                r#type=kind
                inputmode=inputmode
                value=(!value.is_empty()).then_some(value)
                autocomplete=autocomplete
                autocapitalize=capitals
                spellcheck="false"
                // Names may be written from right to left.
                dir=(kind == "text").then_some("auto")
                required=!is_optional
                autofocus=is_first || trouble.is_some()
                aria-describedby=described
                aria-invalid=trouble.map(|_| "true")
            />
        </div>
    }
}
