//! A session that ends in one tab ends in all of them: the sign-in page, shown only to who is signed out, says so to the
//! other tabs of the browser, and they leave.

use leptos::{ev::pageshow, prelude::*};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "timeback-session";
const SIGNED_OUT: &str = "signed-out";

/// Tells the browser's other tabs that nobody is signed in any more.
#[island]
pub fn AnnounceSignedOut() -> impl IntoView {
    Effect::new(|| {
        if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
            // A tab that cannot be told finds out at its next request.
            let _told = channel.post_message(&SIGNED_OUT.into());
            channel.close();
        }
    });
}

/// Leaves a signed-in page as soon as another tab says that nobody is signed in, and asks the server again when the
/// browser brings the page back from its memory.
#[island]
pub fn WatchSession() -> impl IntoView {
    Effect::new(|| {
        listen();
        window_event_listener(pageshow, |event| {
            if event.persisted() {
                let _reloading = window().location().reload();
            }
        });
    });
}

/// Leaves for the sign-in page, and leaves no way back to this one.
pub fn leave() {
    let _leaving = window().location().replace("/");
}

fn listen() {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
        return;
    };
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        if event.data().as_string().as_deref() == Some(SIGNED_OUT) {
            leave();
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // Listens for as long as the page lives.
    hear.forget();
}
