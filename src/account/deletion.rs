use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{message, typed},
    setting::{Edit, Setting},
};
use crate::ui::{Field, Layout};

/// The end of the account.
#[component]
pub fn Deletion(flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let word = typed(flash.as_ref(), "word");
    let is_open = word.is_some();

    view! {
        <Setting section=Section::Delete title="Delete account" message=message.clone()>
            <p>"Deletes your account for good. You can't undo this."</p>
            <Edit action="Delete account" is_open>
                <ul class="facts">
                    <li>"Deleted right away: everything we store about you. You're signed out everywhere."</li>
                    <li>"Kept for up to a year: a log of account activity and network addresses, under a number instead of your name."</li>
                    <li>"Your courses and XP stay with Timeback. If you sign in with Timeback again, you start with a new account."</li>
                </ul>
                <form class="form" method="post" action="/account/delete" novalidate>
                    <Field name="word" label="Type the word “delete”" autocomplete="off" value=word.unwrap_or_default() message/>
                    <button class="grave">"Delete my account"</button>
                </form>
            </Edit>
        </Setting>
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
