use jiff::Timestamp;
use leptos::prelude::*;

use super::{
    Flash,
    date_time::DateTime,
    flash::{message, typed},
};
use crate::ui::{Field, Layout, Summary};

/// All that is held of the user, in few words, and to take along.
#[component]
pub fn OwnData(
    /// When the account was made.
    since: Timestamp,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="data">
            <h2 id="data">"Your data"</h2>
            <p>"What we store about you:"</p>
            <ul class="facts">
                <li>"Your name, picture, e-mail addresses, phone numbers and connected accounts, and how you sign in."</li>
                <li>"Where you're signed in: device, network address, roughly which city, and when you were last here. Deleted 30 days after the session ends."</li>
                <li>"Account activity, such as sign-ins and changes. Deleted after a year."</li>
                <li>"Your courses and XP stay with Timeback; we only show them."</li>
            </ul>
            <p class="soft">"Your account was created on "<DateTime at=since/>"."</p>
            <p>"Everything we store about you, in one file that people and programs can read. It contains no passwords or keys."</p>
            <p><a class="button" href="/account/export" download="">"Download your data"</a></p>
        </section>
    }
}

/// The end of the account.
#[component]
pub fn Deletion(flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let word = typed(flash.as_ref(), "word").unwrap_or_default();

    view! {
        <section class="card" aria-labelledby="delete">
            <h2 id="delete">"Delete account"</h2>
            <Summary message/>
            <ul class="facts">
                <li>"Deleted right away: your name, picture, addresses, phone numbers, connected accounts, password, authenticator apps, sessions, and e-mails and texts waiting to be sent. You are signed out everywhere."</li>
                <li>"Kept for up to a year: a log of account activity and network addresses, under a number instead of your name. The entry about the deletion has no address."</li>
                <li>"What Timeback knows about you stays with Timeback, including activity that is still on its way there. If you sign in with Timeback again, you start with a new account."</li>
            </ul>
            <p>"You can't undo this."</p>
            <form class="form" method="post" action="/account/delete" novalidate>
                <Field name="word" label="Type the word “delete”" autocomplete="off" value=word message/>
                <button class="grave">"Delete my account"</button>
            </form>
        </section>
    }
}

/// `/account/deleted`: what somebody sees whose account is gone.
#[component]
pub fn DeletedPage() -> impl IntoView {
    view! {
        <Layout title="Account deleted">
            <section class="notice">
                <h1>"Your account is deleted"</h1>
                <p>"You're signed out everywhere. Goodbye, and all the best!"</p>
                <p><a class="button" href="/">"Go to the start page"</a></p>
            </section>
        </Layout>
    }
}
