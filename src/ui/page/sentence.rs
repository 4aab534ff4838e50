use leptos::prelude::*;

/// A sentence with an element in it, between the two parts that a language gives it.
pub fn sentence(begin: String, element: impl IntoView + 'static, end: String) -> impl IntoView {
    // An empty text would be rendered as a space.
    let [begin, end] = [begin, end].map(|text| (!text.is_empty()).then_some(text));
    view! { {begin}{element}{end} }
}
