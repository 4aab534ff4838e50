use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::{message, typed},
    setting::{Edit, EntryButton, Setting},
};
use crate::{
    server::context,
    ui::{Field, FormMessage, sentence},
    viewer::use_language,
};
use identity::{Factor, OwnAccount, UserPhone};

/// Two-step verification: the user's authenticator apps, the phones that are texted a code, and backup codes.
#[component]
pub fn TwoStepVerification(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let has_factor = own.has_factor();
    let state = if has_factor {
        text.account_factor_on()
    } else {
        text.account_factor_off()
    };
    let (verified, waiting): (Vec<_>, Vec<_>) = own
        .account
        .factors
        .into_iter()
        .partition(|factor| factor.is_verified);
    let phones = own.account.phones.into_iter();
    let has_sms = context::policy_allows(|policy| policy.phone.has_sms);
    let phones = phones.filter(move |phone| has_sms && phone.verified_at.is_some());

    view! {
        <Setting section=Section::Factor title=text.account_factor() message=message.clone()>
            <p>{state}</p>
            <ul class="entries">
                {verified.into_iter().map(|factor| view! { <App factor/> }).collect_view()}
                {phones.map(|phone| view! { <Texts phone/> }).collect_view()}
                {has_factor.then(|| view! { <BackupCodes left=own.backup_codes/> })}
            </ul>
            {(!waiting.is_empty()).then(|| view! {
                <p class="ways"><a class="button quiet" href="/account/enrol">{text.account_factor_finish()}</a></p>
            })}
            <AddApp typed=typed(flash.as_ref(), "factor_name") message/>
        </Setting>
    }
}

#[component]
fn App(factor: Factor) -> impl IntoView {
    let text = use_language().messages();
    let label = text.account_remove_entry(&factor.friendly_name);
    let since = text.account_factor_since();
    let time = view! { <DateTime at=factor.created_at/> };
    view! {
        <li>
            <div>
                <strong dir="auto">{factor.friendly_name}</strong>
                <p class="soft">{sentence(since.s0, time, since.s1)}</p>
            </div>
            <div class="ways">
                <EntryButton action="/account/factor/remove" field="factor" id=factor.id text=text.account_remove() label/>
            </div>
        </li>
    }
}

/// A phone that can be texted a code at each sign-in.
#[component]
fn Texts(phone: UserPhone) -> impl IntoView {
    let number = phone.number.international();
    let text = use_language().messages();
    let (state, action, button, label) = if phone.is_second_factor {
        (
            text.account_factor_texts_on(),
            "/account/phone/release",
            text.account_factor_turn_off(),
            text.account_factor_turn_off_texts(&number),
        )
    } else {
        (
            text.account_factor_texts_off(),
            "/account/phone/reserve",
            text.account_factor_turn_on(),
            text.account_factor_turn_on_texts(&number),
        )
    };
    view! {
        <li>
            <div>
                <strong dir="ltr">{number}</strong>
                <p class="soft">{state}</p>
            </div>
            <div class="ways"><EntryButton action field="phone_id" id=phone.id text=button label/></div>
        </li>
    }
}

#[component]
fn BackupCodes(left: usize) -> impl IntoView {
    let text = use_language().messages();
    view! {
        <li>
            <div>
                <strong>{text.account_backup_codes()}</strong>
                <p class="soft">{text.account_backup_codes_left(left)}</p>
            </div>
            <div class="ways">
                <form method="post" action="/account/backup-codes"><button class="quiet">{text.account_backup_codes_renew()}</button></form>
            </div>
        </li>
    }
}

/// The form that begins to set up an app.
#[component]
fn AddApp(typed: Option<String>, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let is_open = typed.is_some();
    let name = typed.unwrap_or_else(|| text.account_factor_name_example());
    view! {
        <Edit action=text.account_factor_add() is_open>
            <form class="form" method="post" action="/account/factor" novalidate>
                <Field
                    name="factor_name"
                    label=text.account_factor_name()
                    autocomplete="off"
                    capitals="sentences"
                    value=name
                    note=text.account_factor_note()
                    message
                />
                <button>{text.account_factor_set_up()}</button>
            </form>
        </Edit>
    }
}
