use leptos::prelude::*;

use super::{Flash, date_time::DateTime, device::device, flash::message};
use crate::ui::Summary;
use identity::{OwnSession, Place};

/// Where the user is signed in.
#[component]
pub fn Sessions(sessions: Vec<OwnSession>, flash: Option<Flash>) -> impl IntoView {
    let has_others = sessions.iter().any(|session| !session.is_current);
    view! {
        <section class="card" aria-labelledby="sessions">
            <h2 id="sessions">"Where you're signed in"</h2>
            <Summary message=message(flash.as_ref())/>
            <ul class="entries">{sessions.into_iter().map(|session| view! { <Session session/> }).collect_view()}</ul>
            {has_others.then(|| view! {
                <form method="post" action="/account/sessions/others"><button class="quiet">"Sign out everywhere else"</button></form>
            })}
        </section>
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
        view! {
            <form method="post" action="/account/sessions/end">
                <input r#type="hidden" name="session" value=id/>
                <button class="quiet" aria-label=label>"Sign out"</button>
            </form>
        }
        .into_any()
    };

    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft">{seen}<DateTime at=session.last_active_at/></p>
            </div>
            {way_out}
        </li>
    }
}
