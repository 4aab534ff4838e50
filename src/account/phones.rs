use leptos::prelude::*;

use super::{
    Flash,
    flash::{message, typed},
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Summary},
};
use identity::{OwnAccount, UserPhone};

/// The user's phone numbers: shown where text messages are sent.
#[component]
pub fn PhoneNumbers(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let phones = own.account.phones;
    // One field for a code at a time: that of the number that was texted, or else of the newest one.
    let waiting = typed(flash.as_ref(), "phone_id").or_else(|| {
        let newest = phones.iter().rfind(|it| it.verified_at.is_none());
        newest.map(|it| it.id.clone())
    });
    let value = typed(flash.as_ref(), "phone").unwrap_or_default();
    let note = if context::policy_allows(|policy| policy.phone.region.is_some()) {
        "We'll text you a code to confirm it."
    } else {
        "Start with + and the country code. We'll text you a code to confirm it."
    };

    view! {
        <section class="card" aria-labelledby="phone">
            <h2 id="phone">"Phone numbers"</h2>
            <Summary message/>
            <ul class="entries">
                {phones.into_iter().map(|phone| {
                    let is_waiting = waiting.as_ref() == Some(&phone.id);
                    view! { <Phone phone is_waiting message/> }
                }).collect_view()}
            </ul>
            <form class="form" method="post" action="/account/phone" novalidate>
                <Field name="phone" label="New phone number" id="new_phone" kind="tel" autocomplete="tel" value note message/>
                <button>"Add number"</button>
            </form>
        </section>
    }
}

#[component]
fn Phone(phone: UserPhone, is_waiting: bool, message: Option<FormMessage>) -> impl IntoView {
    let is_verified = phone.verified_at.is_some();
    let number = phone.number.international();
    let state = match (is_verified, phone.is_primary) {
        (false, _) => " (not confirmed yet)",
        (true, true) => " (primary)",
        (true, false) => "",
    };
    let (id, is_second_factor) = (phone.id, phone.is_second_factor);

    view! {
        <li>
            <div>
                <strong dir="ltr">{number.clone()}</strong>{state}
                {is_second_factor.then(|| view! { <p class="soft">"We text a code to it when you sign in."</p> })}
                {(!is_verified && is_waiting).then(|| view! { <Code id=id.clone() message/> })}
            </div>
            <div class="ways">
                {(!is_verified).then(|| view! { <Deed id=id.clone() number=number.clone() path="text" words="Text me a code"/> })}
                {(is_verified && !phone.is_primary).then(|| view! { <Deed id=id.clone() number=number.clone() path="primary" words="Make primary"/> })}
                {(is_verified && !is_second_factor).then(|| view! { <Deed id=id.clone() number=number.clone() path="reserve" words="Use to sign in"/> })}
                {is_second_factor.then(|| view! { <Deed id=id.clone() number=number.clone() path="release" words="Don't use to sign in"/> })}
                <Deed id number path="remove" words="Remove"/>
            </div>
        </li>
    }
}

/// The code that was texted to the number.
#[component]
fn Code(id: String, message: Option<FormMessage>) -> impl IntoView {
    view! {
        <form class="form" method="post" action="/account/phone/code" novalidate>
            <input r#type="hidden" name="phone_id" value=id/>
            <Field name="phone_code" label="Code from the text message" inputmode="numeric" autocomplete="one-time-code" message/>
            <button>"Confirm number"</button>
        </form>
    }
}

/// A button that does something with the number.
#[component]
fn Deed(id: String, number: String, path: &'static str, words: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=format!("/account/phone/{path}")>
            <input r#type="hidden" name="phone_id" value=id/>
            <button class="quiet" aria-label=format!("{words}: {number}")>{words}</button>
        </form>
    }
}
