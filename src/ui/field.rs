use leptos::prelude::*;

/// A field of a form: its label above it, a note and what is wrong beside it. Its name is its id.
#[component]
pub fn Field(
    /// The field's name.
    name: &'static str,
    /// What it asks for.
    label: &'static str,
    /// What the browser may fill in.
    autocomplete: &'static str,
    /// The kind of input; text where nothing is said.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard of a phone; none for the one that fits the kind.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What stands in it already.
    #[prop(optional, into)]
    value: Option<String>,
    /// A word of help.
    #[prop(optional)]
    note: Option<&'static str>,
    /// What is wrong with what was entered.
    #[prop(default = None)]
    trouble: Option<&'static str>,
    /// Whether the page begins here; where something is wrong it does anyway.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let note_id = note.map(|_| format!("{name}-note"));
    let trouble_id = trouble.map(|_| format!("{name}-trouble"));
    let described: Vec<_> = note_id.iter().chain(&trouble_id).cloned().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));

    view! {
        <div class="field" class:wrong=trouble.is_some()>
            <label for=name>{label}</label>
            {note.map(|note| view! { <p class="note" id=note_id>{note}</p> })}
            {trouble.map(|trouble| view! { <p class="trouble" id=trouble_id>{trouble}</p> })}
            <input
                id=name
                name=name
                r#type=kind
                inputmode=inputmode
                value=value
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=true
                autofocus=is_first || trouble.is_some()
                aria-describedby=described
                aria-invalid=trouble.map(|_| "true")
            />
        </div>
    }
}
