use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{message, typed},
    setting::{Edit, EntryButton, Setting},
};
use crate::{
    server::context,
    ui::{Field, FormMessage},
    viewer::use_language,
};
use identity::UserPhone;

/// The user's phone numbers: shown where text messages are sent.
#[component]
pub fn PhoneNumbers(phones: Vec<UserPhone>, flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    // One field for a code at a time: that of the number that was texted, or else of the newest one.
    let waiting = typed(flash.as_ref(), "phone_id").or_else(|| {
        let newest = phones.iter().rfind(|it| it.verified_at.is_none());
        newest.map(|it| it.id.clone())
    });
    let message_of_number = message.clone();
    let entries = phones.into_iter().map(move |phone| {
        let is_waiting = waiting.as_ref() == Some(&phone.id);
        view! { <Phone phone is_waiting message=message_of_number.clone()/> }
    });

    view! {
        <Setting section=Section::Phone title=text.account_phone() message=message.clone()>
            <ul class="entries">{entries.collect_view()}</ul>
            <AddNumber typed=typed(flash.as_ref(), "phone") message/>
        </Setting>
    }
}

#[component]
fn Phone(phone: UserPhone, is_waiting: bool, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let is_verified = phone.verified_at.is_some();
    let number = phone.number.international();
    let state = match (is_verified, phone.is_primary) {
        (false, _) => text.account_is_unconfirmed(),
        (true, true) => text.account_phone_main(),
        (true, false) => text.account_is_confirmed(),
    };
    let id = phone.id;
    let button = |action, does: String| {
        let (id, label) = (id.clone(), text.account_phone_button(&does, &number));
        view! { <EntryButton action field="phone_id" id text=does label/> }
    };

    view! {
        <li>
            <div>
                <strong dir="ltr">{number.clone()}</strong>
                <p class="soft">{state}</p>
            </div>
            <div class="ways">
                {(!is_verified).then(|| button("/account/phone/text", text.account_phone_text()))}
                {(is_verified && !phone.is_primary).then(|| button("/account/phone/primary", text.account_make_main()))}
                {button("/account/phone/remove", text.account_remove())}
            </div>
            {(!is_verified && is_waiting).then(|| view! { <Code id=id.clone() message/> })}
        </li>
    }
}

/// The code that was texted to the number.
#[component]
fn Code(id: String, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    view! {
        <form class="form waiting" method="post" action="/account/phone/code" novalidate>
            <input r#type="hidden" name="phone_id" value=id/>
            <Field name="phone_code" label=text.account_phone_code() inputmode="numeric" autocomplete="one-time-code" message/>
            <button>{text.account_phone_confirm()}</button>
        </form>
    }
}

/// The form for another number.
#[component]
fn AddNumber(typed: Option<String>, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let note = if context::policy_allows(|policy| policy.phone.region.is_some()) {
        text.account_phone_note()
    } else {
        text.account_phone_note_country_code()
    };
    let is_open = typed.is_some();
    view! {
        <Edit action=text.account_phone_add() is_open>
            <form class="form" method="post" action="/account/phone" novalidate>
                <Field name="phone" label=text.account_phone_new() id="new_phone" kind="tel" autocomplete="tel" value=typed.unwrap_or_default() note message/>
                <button>{text.account_phone_save()}</button>
            </form>
        </Edit>
    }
}
