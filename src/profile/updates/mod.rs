//! What keeps the profile page up to date: the island, and the page's content that it replaces.

mod content_element;
mod fetch;
mod live;

use leptos::{ev::SubmitEvent, html::Div, prelude::*, task::spawn_local};

use self::{content_element::ContentElement, fetch::Fetched};
use crate::viewer;

/// Keeps the profile, which the server renders, up to date: by the refresh button, and whenever the server says that it has
/// changed.
#[island]
pub fn ProfileUpdates(children: Children) -> impl IntoView {
    let content = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(element) = content.get() {
            let content = ContentElement::new(element);
            live::subscribe(&content);
            content.keep_age();
        }
    });
    let submit = move |event: SubmitEvent| {
        if let Some(element) = content.get_untracked() {
            let content = ContentElement::new(element);
            if content.is_refresh(&event) {
                event.prevent_default();
                refresh(content);
            }
        }
    };

    view! {
        <div class="loaded" node_ref=content on:submit=submit>{children()}</div>
    }
}

/// Fetches the content anew, unless that is under way. A failure keeps what is shown; an ended session leaves the page.
fn refresh(content: ContentElement) {
    if !content.begin_loading() {
        return;
    }
    spawn_local(async move {
        let fetched = fetch::content().await;
        match fetched {
            Fetched::Content(html) => content.replace(&html),
            Fetched::SignedOut => viewer::leave(),
            Fetched::Refused(message) => content.fail(Some(&message)),
            Fetched::Offline => content.fail(None),
        }
    });
}
