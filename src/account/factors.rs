use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::{message, typed},
    setting::{Edit, EntryButton, Setting},
};
use crate::{
    server::context,
    ui::{Field, FormMessage},
};
use identity::{Factor, OwnAccount, UserPhone};

/// Two-step verification: the user's authenticator apps, the phones that are texted a code, and backup codes.
#[component]
pub fn TwoStepVerification(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let has_factor = own.has_factor();
    let state = if has_factor {
        "On. You enter a code each time you sign in."
    } else {
        "Off. Turn it on, and signing in also takes a code from your phone."
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
        <Setting section=Section::Factor title="Two-step verification" message=message.clone()>
            <p>{state}</p>
            <ul class="entries">
                {verified.into_iter().map(|factor| view! { <App factor/> }).collect_view()}
                {phones.map(|phone| view! { <Texts phone/> }).collect_view()}
                {has_factor.then(|| view! { <BackupCodes left=own.backup_codes/> })}
            </ul>
            {(!waiting.is_empty()).then(|| view! {
                <p class="ways"><a class="button quiet" href="/account/enrol">"Finish setting up your app"</a></p>
            })}
            <AddApp typed=typed(flash.as_ref(), "factor_name") message/>
        </Setting>
    }
}

#[component]
fn App(factor: Factor) -> impl IntoView {
    let label = format!("Remove {}", factor.friendly_name);
    view! {
        <li>
            <div>
                <strong dir="auto">{factor.friendly_name}</strong>
                <p class="soft">"Authenticator app, set up on "<DateTime at=factor.created_at/></p>
            </div>
            <div class="ways">
                <EntryButton action="/account/factor/remove" field="factor" id=factor.id text="Remove" label/>
            </div>
        </li>
    }
}

/// A phone that can be texted a code at each sign-in.
#[component]
fn Texts(phone: UserPhone) -> impl IntoView {
    let number = phone.number.international();
    let (state, action, text) = if phone.is_second_factor {
        (
            "We text it a code when you sign in.",
            "/account/phone/release",
            "Turn off",
        )
    } else {
        (
            "Text messages are off.",
            "/account/phone/reserve",
            "Turn on",
        )
    };
    let label = format!("{text} text messages to {number}");
    view! {
        <li>
            <div>
                <strong dir="ltr">{number}</strong>
                <p class="soft">{state}</p>
            </div>
            <div class="ways"><EntryButton action field="phone_id" id=phone.id text label/></div>
        </li>
    }
}

#[component]
fn BackupCodes(left: usize) -> impl IntoView {
    view! {
        <li>
            <div>
                <strong>"Backup codes"</strong>
                <p class="soft">{format!("{left} left, for when you don't have your phone.")}</p>
            </div>
            <div class="ways">
                <form method="post" action="/account/backup-codes"><button class="quiet">"Get new backup codes"</button></form>
            </div>
        </li>
    }
}

/// The form that begins to set up an app.
#[component]
fn AddApp(typed: Option<String>, message: Option<FormMessage>) -> impl IntoView {
    let is_open = typed.is_some();
    let name = typed.unwrap_or_else(|| "My phone".to_owned());
    view! {
        <Edit action="Add an authenticator app" is_open>
            <form class="form" method="post" action="/account/factor" novalidate>
                <Field
                    name="factor_name"
                    label="Name of the app or device"
                    autocomplete="off"
                    capitals="sentences"
                    value=name
                    note="The app shows a new code every 30 seconds."
                    message
                />
                <button>"Set up an authenticator app"</button>
            </form>
        </Edit>
    }
}
