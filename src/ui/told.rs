use leptos::prelude::*;

/// What a page tells of the form that was sent before it. How that comes from the form to the page is the feature's
/// business; how it looks and is read aloud is the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    words: &'static str,
    is_done: bool,
    place: Option<Place>,
}

/// The field where something is to be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    id: &'static str,
    called: &'static str,
}

impl Told {
    /// It came about.
    pub fn done(words: &'static str) -> Self {
        Self {
            words,
            is_done: true,
            place: None,
        }
    }

    /// It did not, and no single field is to blame.
    pub fn wrong(words: &'static str) -> Self {
        Self {
            words,
            is_done: false,
            place: None,
        }
    }

    /// It did not, because of the field with this `id`, which a sentence calls `called`, such as "your password".
    pub fn wrong_at(id: &'static str, called: &'static str, words: &'static str) -> Self {
        Self {
            words,
            is_done: false,
            place: Some(Place { id, called }),
        }
    }

    /// The same, where the field stands under another id on the page.
    #[must_use]
    pub fn moved_to(mut self, id: &'static str) -> Self {
        if let Some(place) = &mut self.place {
            place.id = id;
        }
        self
    }

    /// What is wrong with the field of this id.
    pub fn at(self, id: &str) -> Option<&'static str> {
        self.place
            .filter(|place| place.id == id)
            .map(|_| self.words)
    }
}

/// What became of a form, above it. Where a field is to be mended it leads there, and leaves the words to the field: who
/// listens would hear them twice. There is no other alert on a page.
#[component]
pub fn Summary(
    /// What there is to tell; nothing for who comes for the first time.
    told: Option<Told>,
) -> impl IntoView {
    told.map(|Told { words, is_done, place }| match place {
        Some(Place { id, called }) => view! {
            <p class="trouble" role="alert">"Not yet. Please look again at "<a href=format!("#{id}")>{called}</a>"."</p>
        }
        .into_any(),
        None if is_done => view! { <p class="done" role="status">{words}</p> }.into_any(),
        None => view! { <p class="trouble" role="alert">{words}</p> }.into_any(),
    })
}
