use leptos::prelude::*;

/// An example: what runs, and the code that makes it.
#[component]
pub fn Example(
    /// What it shows.
    title: &'static str,
    /// Its code.
    code: &'static str,
    /// What runs.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="example" aria-label=title>
            <h2>{title}</h2>
            <div class="card result">{children()}</div>
            <pre tabindex="0" aria-label=format!("{title}: code")><code>{code}</code></pre>
        </section>
    }
}

/// A file's component without its imports.
pub fn component_of(file: &'static str) -> &'static str {
    file.find("#[island]")
        .or_else(|| file.find("#[component]"))
        .and_then(|start| file.get(start..))
        .unwrap_or(file)
}
