use leptos::prelude::*;

use super::Notice;

/// A labelled field of a form. What is wrong with it stands beneath it, and what was typed is still there.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// Its name on the page; another one than `name` where two forms have a field of that name.
    #[prop(default = name)]
    id: &'static str,
    /// What the reader is asked for.
    label: &'static str,
    /// The kind of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers and password managers fill in.
    autocomplete: &'static str,
    /// What stands there at first.
    #[prop(optional, into)]
    value: String,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// What became of the form it is in.
    #[prop(optional_no_strip)]
    notice: Option<Notice>,
) -> impl IntoView {
    let trouble = notice
        .as_ref()
        .map(|notice| notice.outcome)
        .filter(|outcome| outcome.field() == Some(name));
    let typed = notice.as_ref().and_then(|notice| notice.typed(name));
    let explained = trouble.map(|_| format!("{id}-trouble"));
    let inputmode = (autocomplete == "one-time-code").then_some("text");

    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                name=name
                r#type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                value=typed.unwrap_or(value)
                required=!optional
                dir=(kind == "text").then_some("auto")
                aria-invalid=trouble.map(|_| "true")
                aria-describedby=explained.clone()
            />
            {trouble.map(|outcome| view! { <p class="trouble" id=explained role="alert">{outcome.words()}</p> })}
        </div>
    }
}

/// What became of a form as a whole.
#[component]
pub fn Told(
    /// The notice of its section.
    #[prop(optional_no_strip)]
    notice: Option<Notice>,
) -> impl IntoView {
    let outcome = notice.map(|notice| notice.outcome)?;
    if outcome.field().is_some() {
        return None;
    }
    Some(if outcome.is_good() {
        view! { <p class="done" role="status">{outcome.words()}</p> }.into_any()
    } else {
        view! { <p class="trouble" role="alert">{outcome.words()}</p> }.into_any()
    })
}
