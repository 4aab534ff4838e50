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
    ui::{Field, FormMessage, sentence},
    viewer::use_language,
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
    let text = use_language().messages();
    let message = message(change_flash.as_ref().or(list_flash.as_ref()), text);
    let takes_new = context::policy_allows(AuthPolicy::takes_new_addresses);
    let adds = takes_new && addresses.is_some();
    let list = match addresses {
        Some(addresses) => view! { <AddressList addresses message=message.clone()/> }.into_any(),
        None => view! { <OneAddress own=own.clone()/> }.into_any(),
    };
    let change = match (own.own_email.is_some(), own.email_change) {
        (false, _) => ().into_any(),
        (true, None) if !takes_new => {
            view! { <p class="soft">{text.account_email_ask_teacher()}</p> }.into_any()
        }
        (true, None) => {
            view! { <ChangeMain typed=typed(change_flash.as_ref(), "email") message=message.clone()/> }.into_any()
        }
        (true, Some(change)) => view! { <Agree change message=message.clone()/> }.into_any(),
    };

    view! {
        <Setting section=Section::Email title=text.account_email() message=message.clone()>
            {list}
            {change}
            {adds.then(|| view! { <AddAddress typed=typed(list_flash.as_ref(), "email") message/> })}
        </Setting>
    }
}

/// The main address, where there is no other.
#[component]
fn OneAddress(own: OwnAccount) -> impl IntoView {
    let text = use_language().messages();
    let address = own.account.email.map(|email| email.as_str().to_owned());
    let state = match (&own.own_email, own.account.email_confirmed_at) {
        _ if address.is_none() => String::new(),
        (None, _) => text.account_email_of_school(),
        (Some(_), None) => text.account_is_unconfirmed(),
        (Some(_), Some(_)) => text.account_is_confirmed(),
    };
    view! {
        <div>
            <strong dir="auto">{address.unwrap_or_else(|| text.account_email_none())}</strong>
            <p class="soft">{state}</p>
        </div>
    }
}

#[component]
fn ChangeMain(typed: Option<String>, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        text.account_email_change_now()
    } else {
        text.account_email_change_by_codes()
    };
    let is_open = typed.is_some();
    view! {
        <Edit action=text.account_email_change() is_open>
            <form class="form" method="post" action="/account/email" novalidate>
                <Field name="email" id="new_email" label=text.account_email_new() kind="email" autocomplete="email" value=typed.unwrap_or_default() note message/>
                <button>{text.account_email_save()}</button>
            </form>
        </Edit>
    }
}

/// Waits for the codes from both addresses.
#[component]
fn Agree(change: EmailChange, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let wanted = text.account_email_change_to();
    let to = view! { <strong dir="auto">{change.to.as_str().to_owned()}</strong> };
    let of_new = if change.new_agreed {
        text.account_email_new_confirmed()
    } else {
        text.account_email_new_unconfirmed()
    };
    let of_current = if change.old_agreed {
        text.account_email_current_confirmed()
    } else {
        text.account_email_current_unconfirmed()
    };
    view! {
        <div class="waiting">
            <p>{sentence(wanted.s0, to, wanted.s1)}</p>
            <ul class="facts">
                <li>{of_new}</li>
                <li>{of_current}</li>
            </ul>
            <form class="form" method="post" action="/account/email/code" novalidate>
                <Field name="code" label=text.account_email_code() inputmode="numeric" autocomplete="one-time-code" message/>
                <button>{text.account_email_enter_code()}</button>
            </form>
            <div class="ways">
                {context::policy_allows(|policy| policy.has_mail).then(|| view! {
                    <form method="post" action="/account/email/mail"><button class="quiet">{text.account_email_send_again()}</button></form>
                })}
                <form method="post" action="/account/email/keep"><button class="quiet">{text.account_email_keep()}</button></form>
            </div>
        </div>
    }
}
