use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{message, typed},
    setting::{Edit, Setting},
};
use crate::{
    ui::{Field, Layout},
    viewer::use_language,
};

/// The end of the account.
#[component]
pub fn Deletion(flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let word = typed(flash.as_ref(), "word");
    let is_open = word.is_some();
    let label = text.account_delete_type(text.account_delete_word());

    view! {
        <Setting section=Section::Delete title=text.account_delete() message=message.clone()>
            <p>{text.account_delete_what()}</p>
            <Edit action=text.account_delete() is_open>
                <ul class="facts">
                    <li>{text.account_delete_deleted()}</li>
                    <li>{text.account_delete_kept()}</li>
                    <li>{text.account_delete_courses()}</li>
                </ul>
                <form class="form" method="post" action="/account/delete" novalidate>
                    <Field name="word" label autocomplete="off" value=word.unwrap_or_default() message/>
                    <button class="grave">{text.account_delete_button()}</button>
                </form>
            </Edit>
        </Setting>
    }
}

/// `/account/deleted`: what somebody sees whose account is gone.
#[component]
pub fn DeletedPage() -> impl IntoView {
    let text = use_language().messages();
    view! {
        <Layout title=text.account_deleted()>
            <section class="notice">
                <h1>{text.account_deleted_title()}</h1>
                <p>{text.account_deleted_note()}</p>
                <p><a class="button" href="/">{text.go_to_start()}</a></p>
            </section>
        </Layout>
    }
}
