use leptos::prelude::use_context;

use messages::Language;

/// The language of the request's answer: the one its reader chose, else the first of their browser's that there is.
pub fn use_language() -> Language {
    use_context().unwrap_or_default()
}
