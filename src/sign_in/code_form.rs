use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{code_flow, form_message::message_from_query, load};
use crate::{
    ui::{Field, Summary},
    viewer::use_language,
};
use identity::CodeFlow;

/// Where a mailed code is entered, for whoever has the mail somewhere else than this browser.
#[component]
pub fn CodeForm(flow: CodeFlow) -> impl IntoView {
    let text = use_language().messages();
    let message = message_from_query();
    let is_sent_again = use_query_map().with_untracked(|query| query.get("sent").is_some());

    view! {
        <h1>{code_flow::heading(flow, text)}</h1>
        <Summary message=message.clone()/>
        {is_sent_again.then(|| view! { <p class="done" role="status">{text.confirm_sent_again()}</p> })}
        <p>{code_flow::promise(flow, text)}</p>
        <form class="form" method="post" action="/confirm" novalidate>
            <input type="hidden" name="for" value=code_flow::name(flow)/>
            <Field name="email" label=text.sign_in_email() kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
            <Field name="code" label=text.sign_in_code_from_mail() inputmode="numeric" autocomplete="one-time-code" is_first=true message/>
            <div class="ways">
                <button>{code_flow::button(flow, text)}</button>
                <button class="quiet" formaction="/confirm/again">{text.sign_in_mail_again()}</button>
            </div>
        </form>
        <p>{text.confirm_no_mail()}</p>
        <p class="ways"><a href="/">{text.confirm_to_start()}</a></p>
    }
}
