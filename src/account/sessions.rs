use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    device::device,
    flash::message,
    page::has_others,
    setting::{EntryButton, Setting},
};
use identity::{OwnSession, Place};

/// Where the user is signed in.
#[component]
pub fn Sessions(sessions: Vec<OwnSession>, flash: Option<Flash>) -> impl IntoView {
    let has_others = has_others(&sessions);
    let entries = sessions
        .into_iter()
        .map(|session| view! { <Session session/> });
    view! {
        <Setting section=Section::Sessions title="Where you're signed in" message=message(flash.as_ref())>
            <ul class="entries">{entries.collect_view()}</ul>
            {has_others.then(|| view! {
                <form method="post" action="/account/sessions/others"><button class="quiet">"Sign out everywhere else"</button></form>
            })}
        </Setting>
    }
}

/// A place in words, in brackets.
fn place(place: &Place) -> Option<String> {
    let named: Vec<_> = [&place.city, &place.country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    (!named.is_empty()).then(|| format!(" ({})", named.join(", ")))
}

#[component]
fn Session(session: OwnSession) -> impl IntoView {
    let activity = session.latest_activity.as_ref();
    let name = device(&activity.map(|it| it.device.clone()).unwrap_or_default());
    let place = activity.and_then(|it| place(&it.place)).unwrap_or_default();
    let label = format!("Sign out {name}");
    let address = session
        .address
        .map_or_else(|| "unknown address".to_owned(), |it| format!("from {it}"));
    // One text: an empty one of its own would be shown as a space.
    let seen = format!("{address}{place}, last seen ");
    let way_out = if session.is_current {
        view! { <p class="mark">"This device"</p> }.into_any()
    } else {
        let id = session.id.as_str().to_owned();
        view! { <EntryButton action="/account/sessions/end" field="session" id text="Sign out" label/> }
        .into_any()
    };

    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft">{seen}<DateTime at=session.last_active_at/></p>
            </div>
            <div class="ways">{way_out}</div>
        </li>
    }
}
