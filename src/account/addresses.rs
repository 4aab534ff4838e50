use leptos::prelude::*;

use super::{
    load::OwnAddresses,
    setting::{Edit, EntryButton},
};
use crate::{
    server::context,
    ui::{Field, FormMessage},
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
    let email = address.email.as_str().to_owned();
    let is_verified = address.verified_at.is_some();
    let state = match (address.is_primary, is_verified) {
        (true, true) => "Main address",
        (true, false) => "Main address, not confirmed yet",
        (false, true) => "Confirmed",
        (false, false) => "Not confirmed yet",
    };
    let mails = address.is_own && !is_verified && context::policy_allows(|policy| policy.has_mail);
    let leads = address.is_own && is_verified && !address.is_primary;
    let goes = !address.is_primary && !address.is_vouched_for;
    let origin = if address.is_vouched_for {
        ", from Timeback"
    } else {
        ""
    };
    let id = address.id;
    let button = |action, text, label: String| {
        let id = id.clone();
        view! { <EntryButton action field="address" id text label/> }
    };

    view! {
        <li>
            <div>
                <strong dir="auto">{email.clone()}</strong>
                <p class="soft">{format!("{state}{origin}")}</p>
            </div>
            <div class="ways">
                {mails.then(|| button("/account/addresses/mail", "E-mail a code", format!("E-mail a code to {email}")))}
                {leads.then(|| button("/account/addresses/primary", "Make main", format!("Make {email} your main address")))}
                {goes.then(|| button("/account/addresses/remove", "Remove", format!("Remove {email}")))}
            </div>
            {is_waiting.then(|| view! { <Code id=id.clone() message/> })}
        </li>
    }
}

/// Waits for the code that was mailed to an address.
#[component]
fn Code(id: String, message: Option<FormMessage>) -> impl IntoView {
    view! {
        <form class="form waiting" method="post" action="/account/addresses/code" novalidate>
            <input r#type="hidden" name="address" value=id/>
            <Field name="code" id="address_code" label="Code we e-mailed" inputmode="numeric" autocomplete="one-time-code" message/>
            <button>"Confirm address"</button>
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
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        "You can sign in with it right away."
    } else {
        "We'll e-mail it a code. Once you've entered it, you can sign in with this address, too."
    };
    let is_open = typed.is_some();
    view! {
        <Edit action="Add an address" is_open>
            <form class="form" method="post" action="/account/addresses" novalidate>
                <Field name="email" id="another_email" label="Another e-mail address" kind="email" autocomplete="email" value=typed.unwrap_or_default() note message/>
                <button>"Add address"</button>
            </form>
        </Edit>
    }
}
