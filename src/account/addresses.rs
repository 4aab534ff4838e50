use leptos::prelude::*;

use super::{
    load::OwnAddresses,
    setting::{Edit, EntryButton},
};
use crate::{
    server::context,
    ui::{Field, FormMessage},
    viewer::use_language,
};
use identity::EmailAddress;

/// All addresses of the user, and the field for the code that one of them was mailed.
#[component]
pub fn AddressList(addresses: OwnAddresses, message: Option<FormMessage>) -> impl IntoView {
    let OwnAddresses { all, waiting } = addresses;
    let entries = all.into_iter().map(|address| {
        let is_waiting = Some(&address.id) == waiting.as_ref();
        view! { <Address address is_waiting message=message.clone()/> }
    });
    view! { <ul class="entries">{entries.collect_view()}</ul> }
}

#[component]
fn Address(address: EmailAddress, is_waiting: bool, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let email = address.email.as_str().to_owned();
    let is_verified = address.verified_at.is_some();
    let state = match (address.is_primary, is_verified) {
        (true, true) => text.account_address_main(),
        (true, false) => text.account_address_main_unconfirmed(),
        (false, true) => text.account_is_confirmed(),
        (false, false) => text.account_is_unconfirmed(),
    };
    let mails = address.is_own && !is_verified && context::policy_allows(|policy| policy.has_mail);
    let leads = address.is_own && is_verified && !address.is_primary;
    let goes = !address.is_primary && !address.is_vouched_for;
    let state = if address.is_vouched_for {
        text.account_address_from_timeback(state)
    } else {
        state
    };
    let id = address.id;
    let button = |action, does, label| {
        let id = id.clone();
        view! { <EntryButton action field="address" id text=does label/> }
    };

    view! {
        <li>
            <div>
                <strong dir="auto">{email.clone()}</strong>
                <p class="soft">{state}</p>
            </div>
            <div class="ways">
                {mails.then(|| button("/account/addresses/mail", text.account_address_mail(), text.account_address_mail_to(&email)))}
                {leads.then(|| button("/account/addresses/primary", text.account_make_main(), text.account_address_make_main(&email)))}
                {goes.then(|| button("/account/addresses/remove", text.account_remove(), text.account_remove_entry(&email)))}
            </div>
            {is_waiting.then(|| view! { <Code id=id.clone() message/> })}
        </li>
    }
}

/// Waits for the code that was mailed to an address.
#[component]
fn Code(id: String, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    view! {
        <form class="form waiting" method="post" action="/account/addresses/code" novalidate>
            <input r#type="hidden" name="address" value=id/>
            <Field name="code" id="address_code" label=text.account_address_code() inputmode="numeric" autocomplete="one-time-code" message/>
            <button>{text.account_address_confirm()}</button>
        </form>
    }
}

/// The form for another address.
#[component]
pub fn AddAddress(
    /// What was typed before.
    typed: Option<String>,
    message: Option<FormMessage>,
) -> impl IntoView {
    let text = use_language().messages();
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        text.account_address_usable_now()
    } else {
        text.account_address_usable_later()
    };
    let is_open = typed.is_some();
    view! {
        <Edit action=text.account_address_add() is_open>
            <form class="form" method="post" action="/account/addresses" novalidate>
                <Field name="email" id="another_email" label=text.account_address_another() kind="email" autocomplete="email" value=typed.unwrap_or_default() note message/>
                <button>{text.account_address_save()}</button>
            </form>
        </Edit>
    }
}
