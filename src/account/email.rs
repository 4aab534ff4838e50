use leptos::prelude::*;

use super::{
    Flash,
    flash::{message, typed},
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Summary},
};
use identity::{AuthPolicy, OwnAccount, account_settings::EmailChange};

/// The user's e-mail address, and the way to another one.
#[component]
pub fn EmailAddress(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let address = own
        .account
        .email
        .as_ref()
        .map(|email| email.as_str().to_owned());
    let is_proved = own.account.email_confirmed_at.is_some();
    let message = message(flash.as_ref());
    let body = match (&own.own_email, own.email_change.clone()) {
        (None, _) => view! { <p>"This address comes from your Timeback sign-in. Your school can change it there."</p> }.into_any(),
        (Some(_), None) if !context::policy_allows(AuthPolicy::takes_new_addresses) => view! { <p>"This dashboard doesn't send e-mail, so it can't check a new address. If yours changes, please ask your teacher."</p> }.into_any(),
        (Some(_), None) => view! { <AskForAnother typed=typed(flash.as_ref(), "email").unwrap_or_default() message/> }.into_any(),
        (Some(_), Some(change)) => view! { <Agree change message/> }.into_any(),
    };

    view! {
        <section class="card" aria-labelledby="email">
            <h2 id="email">"E-mail address"</h2>
            <Summary message/>
            <p>
                <strong dir="auto">{address.unwrap_or_else(|| "None".to_owned())}</strong>
                {(!is_proved).then_some(" (not confirmed yet)")}
            </p>
            {body}
        </section>
    }
}

#[component]
fn AskForAnother(typed: String, message: Option<FormMessage>) -> impl IntoView {
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        "It replaces your current address right away."
    } else {
        "We'll e-mail a code to the new address and to your current one. Nothing changes until you enter both."
    };
    view! {
        <form class="form" method="post" action="/account/email" novalidate>
            <Field name="email" id="new_email" label="New e-mail address" kind="email" autocomplete="email" value=typed note message/>
            <button>"Change address"</button>
        </form>
    }
}

/// Waits for the codes from both addresses.
#[component]
fn Agree(change: EmailChange, message: Option<FormMessage>) -> impl IntoView {
    let state = |agreed: bool| if agreed { "confirmed" } else { "not confirmed" };
    view! {
        <p>"You want to change to "<strong dir="auto">{change.to.as_str().to_owned()}</strong>"."</p>
        <ul class="facts">
            <li>{format!("New address: {}", state(change.new_agreed))}</li>
            <li>{format!("Current address: {}", state(change.old_agreed))}</li>
        </ul>
        <form class="form" method="post" action="/account/email/code" novalidate>
            <Field name="code" label="Code from one of the e-mails" inputmode="numeric" autocomplete="one-time-code" message/>
            <button>"Enter code"</button>
        </form>
        <div class="ways">
            {context::policy_allows(|policy| policy.has_mail).then(|| view! {
                <form method="post" action="/account/email/mail"><button class="quiet">"Send the codes again"</button></form>
            })}
            <form method="post" action="/account/email/keep"><button class="quiet">"Keep my current address"</button></form>
        </div>
    }
}
