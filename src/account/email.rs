use leptos::prelude::*;

use super::{
    Flash, Section,
    addresses::{AddAddress, AddressList},
    flash::{message, typed},
    load::OwnAddresses,
    setting::{Edit, Setting},
};
use crate::{
    server::context,
    ui::{Field, FormMessage},
};
use identity::{AuthPolicy, OwnAccount, account_settings::EmailChange};

/// The user's e-mail addresses: they sign in with each confirmed one, and we write to the main one.
#[component]
pub fn EmailAddresses(
    own: OwnAccount,
    /// All addresses; none where everyone signs in with Timeback, where another one would be of no use.
    addresses: Option<OwnAddresses>,
    /// The message of the forms that replace the main address.
    change_flash: Option<Flash>,
    /// The message of the forms that add, confirm and remove addresses.
    list_flash: Option<Flash>,
) -> impl IntoView {
    let message = message(change_flash.as_ref().or(list_flash.as_ref()));
    let takes_new = context::policy_allows(AuthPolicy::takes_new_addresses);
    let adds = takes_new && addresses.is_some();
    let list = match addresses {
        Some(addresses) => view! { <AddressList addresses message=message.clone()/> }.into_any(),
        None => view! { <OneAddress own=own.clone()/> }.into_any(),
    };
    let change = match (own.own_email.is_some(), own.email_change) {
        (false, _) => ().into_any(),
        (true, None) if !takes_new => {
            view! { <p class="soft">"To use another address, ask your teacher."</p> }.into_any()
        }
        (true, None) => {
            view! { <ChangeMain typed=typed(change_flash.as_ref(), "email") message=message.clone()/> }.into_any()
        }
        (true, Some(change)) => view! { <Agree change message=message.clone()/> }.into_any(),
    };

    view! {
        <Setting section=Section::Email title="E-mail addresses" message=message.clone()>
            {list}
            {change}
            {adds.then(|| view! { <AddAddress typed=typed(list_flash.as_ref(), "email") message/> })}
        </Setting>
    }
}

/// The main address, where there is no other.
#[component]
fn OneAddress(own: OwnAccount) -> impl IntoView {
    let address = own.account.email.map(|email| email.as_str().to_owned());
    let state = match (&own.own_email, own.account.email_confirmed_at) {
        _ if address.is_none() => "",
        (None, _) => "From Timeback. Your school can change it there.",
        (Some(_), None) => "Not confirmed yet",
        (Some(_), Some(_)) => "Confirmed",
    };
    view! {
        <div>
            <strong dir="auto">{address.unwrap_or_else(|| "None".to_owned())}</strong>
            <p class="soft">{state}</p>
        </div>
    }
}

#[component]
fn ChangeMain(typed: Option<String>, message: Option<FormMessage>) -> impl IntoView {
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        "It replaces your current address right away."
    } else {
        "We'll e-mail a code to the new address and to your current one. Nothing changes until you enter both."
    };
    let is_open = typed.is_some();
    view! {
        <Edit action="Change main address" is_open>
            <form class="form" method="post" action="/account/email" novalidate>
                <Field name="email" id="new_email" label="New e-mail address" kind="email" autocomplete="email" value=typed.unwrap_or_default() note message/>
                <button>"Change address"</button>
            </form>
        </Edit>
    }
}

/// Waits for the codes from both addresses.
#[component]
fn Agree(change: EmailChange, message: Option<FormMessage>) -> impl IntoView {
    let state = |agreed: bool| if agreed { "confirmed" } else { "not confirmed" };
    view! {
        <div class="waiting">
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
        </div>
    }
}
