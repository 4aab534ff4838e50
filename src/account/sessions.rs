use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    device::device,
    flash::message,
    page::has_others,
    setting::{EntryButton, Setting},
};
use crate::{ui::sentence, viewer::use_language};
use identity::{OwnSession, Place};
use messages::Messages;

/// Where the user is signed in.
#[component]
pub fn Sessions(sessions: Vec<OwnSession>, flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let has_others = has_others(&sessions);
    let entries = sessions
        .into_iter()
        .map(|session| view! { <Session session/> });
    view! {
        <Setting section=Section::Sessions title=text.account_sessions() message=message(flash.as_ref(), text)>
            <ul class="entries">{entries.collect_view()}</ul>
            {has_others.then(|| view! {
                <form method="post" action="/account/sessions/others"><button class="quiet">{text.account_sessions_end_others()}</button></form>
            })}
        </Setting>
    }
}

/// A place in words.
fn place(place: &Place, text: &Messages) -> Option<String> {
    match (&place.city, &place.country) {
        (Some(city), Some(country)) => Some(text.account_session_place(city, country)),
        (Some(name), None) | (None, Some(name)) => Some(name.clone()),
        (None, None) => None,
    }
}

/// Where a session is used from: the network address, and roughly the place.
fn origin(session: &OwnSession, text: &Messages) -> String {
    let Some(address) = &session.address else {
        return text.account_session_no_address();
    };
    let activity = session.latest_activity.as_ref();
    match activity.and_then(|it| place(&it.place, text)) {
        Some(place) => text.account_session_address_and_place(address, place),
        None => text.account_session_address(address),
    }
}

#[component]
fn Session(session: OwnSession) -> impl IntoView {
    let text = use_language().messages();
    let activity = session.latest_activity.as_ref();
    let used = activity.map(|it| it.device.clone()).unwrap_or_default();
    let name = device(&used, text);
    let seen = text.account_session_last_seen(origin(&session, text));
    let time = view! { <DateTime at=session.last_active_at/> };
    let way_out = if session.is_current {
        view! { <p class="mark">{text.account_session_this()}</p> }.into_any()
    } else {
        let id = session.id.as_str().to_owned();
        let label = text.account_session_end(&name);
        view! { <EntryButton action="/account/sessions/end" field="session" id text=text.sign_out() label/> }
        .into_any()
    };

    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft">{sentence(seen.s0, time, seen.s1)}</p>
            </div>
            <div class="ways">{way_out}</div>
        </li>
    }
}
