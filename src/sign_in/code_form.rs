use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{code_flow, form_message::message_from_query, load};
use crate::ui::{Field, Summary};
use identity::CodeFlow;

/// Where a mailed code is entered, for whoever has the mail somewhere else than this browser.
#[component]
pub fn CodeForm(flow: CodeFlow) -> impl IntoView {
    let message = message_from_query();
    let is_sent_again = use_query_map().with_untracked(|query| query.get("sent").is_some());

    view! {
        <h1>{code_flow::heading(flow)}</h1>
        <Summary message=message.clone()/>
        {is_sent_again.then(|| view! { <p class="done" role="status">"If your last e-mail is more than a minute old, another one is on its way. Use the newest code."</p> })}
        <p>{code_flow::promise(flow)}</p>
        <form class="form" method="post" action="/confirm" novalidate>
            <input type="hidden" name="for" value=code_flow::name(flow)/>
            <Field name="email" label="E-mail address" kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
            <Field name="code" label="Code from the e-mail" inputmode="numeric" autocomplete="one-time-code" is_first=true message/>
            <div class="ways">
                <button>{code_flow::button(flow)}</button>
                <button class="quiet" formaction="/confirm/again">"Send another e-mail"</button>
            </div>
        </form>
        <p>"No e-mail after a minute? Check your spam folder, and check the address above."</p>
        <p class="ways"><a href="/">"Back to the start"</a></p>
    }
}
