use leptos::prelude::*;

/// A text of the document: what stands between backticks is code.
#[component]
pub fn Words(
    /// The text.
    text: &'static str,
) -> impl IntoView {
    let parts = text.split('`').enumerate();
    parts
        .map(|(index, part)| match index % 2 {
            0 => part.into_any(),
            _ => view! { <code>{part}</code> }.into_any(),
        })
        .collect_view()
}

/// An anchor for a title.
pub fn anchor(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}
