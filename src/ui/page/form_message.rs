use leptos::prelude::*;

use super::sentence;
use crate::viewer::use_language;

/// A message about the form that was submitted before this page. How it comes from the form to the page is the feature's
/// business; how it looks and is read aloud is the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMessage {
    text: String,
    is_success: bool,
    field: Option<FieldRef>,
}

/// The field that must be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FieldRef {
    id: &'static str,
    label: String,
}

impl FormMessage {
    /// The form succeeded.
    pub fn success(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_success: true,
            field: None,
        }
    }

    /// The form failed, for a reason that is not about one field.
    pub fn error(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_success: false,
            field: None,
        }
    }

    /// It did not, because of the field with this `id`, which a sentence calls `label`, such as "your password".
    pub fn field_error(
        id: &'static str,
        label: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            text: text.into(),
            is_success: false,
            field: Some(FieldRef {
                id,
                label: label.into(),
            }),
        }
    }

    /// The same message, for a field that has another id on the page.
    #[must_use]
    pub fn with_field_id(mut self, id: &'static str) -> Self {
        if let Some(field) = &mut self.field {
            field.id = id;
        }
        self
    }

    /// The error of the field with this id.
    pub fn for_field(self, id: &str) -> Option<String> {
        self.field.filter(|field| field.id == id).map(|_| self.text)
    }
}

/// What became of a form, above it. Where a field is to be mended it leads there, and leaves the words to the field: who
/// listens would hear them twice. There is no other alert on a page.
#[component]
pub fn Summary(
    /// What there is to tell; nothing for who comes for the first time.
    message: Option<FormMessage>,
) -> impl IntoView {
    message.map(
        |FormMessage {
             text,
             is_success,
             field,
         }| match field {
            Some(FieldRef { id, label }) => {
                let check = use_language().messages().check_field();
                let link = view! { <a href=format!("#{id}")>{label}</a> };
                view! { <p class="trouble" role="alert">{sentence(check.s0, link, check.s1)}</p> }
                    .into_any()
            }
            None if is_success => view! { <p class="done" role="status">{text}</p> }.into_any(),
            None => view! { <p class="trouble" role="alert">{text}</p> }.into_any(),
        },
    )
}
