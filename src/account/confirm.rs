use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    Flash, Section,
    flash::{for_section, message, typed},
    load,
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Layout, LoadError, SignInFirst, Summary},
    viewer::{use_current_user, use_language},
};
use identity::{AuthPolicy, OwnAccount};

/// The ids of both fields for a proof.
const PASSWORD: &str = "proof-password";
const MAILED: &str = "proof-mail";

/// `/account/confirm`: the user reauthenticates before a sensitive change. `to` names the section they came from, to
/// which they return.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let language = use_language();
    let text = language.messages();
    let to = use_query_map().with_untracked(|query| query.get("to").unwrap_or_default());
    let to = Section::parse(&to);
    // It stays for the section that waits: what was typed there is not lost.
    let flash = for_section(load::flash().as_ref(), Section::Confirm);

    view! {
        <Layout title=text.account_confirm()>
            <section class="notice account">
                <h1>{text.account_confirm()}</h1>
                <p>{text.account_confirm_note()}</p>
                {Suspend::new(async move {
                    match load::own_account().await {
                        Ok(own) => view! { <Proofs own to flash/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
                    }
                })}
                <p class="ways"><a href=to.path()>{text.account_cancel()}</a></p>
            </section>
        </Layout>
    }
    .into_any()
}

/// The proofs that are good enough for this account.
#[component]
fn Proofs(own: OwnAccount, to: Section, flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    if own.has_factor() {
        let has_phone = own.account.phones.iter().any(|it| it.is_second_factor)
            && context::policy_allows(|policy| policy.phone.has_sms);
        let label = if has_phone {
            text.account_confirm_app_or_text_code()
        } else {
            text.account_confirm_app_code()
        };
        return view! {
            <Summary message=message.clone()/>
            <form class="form" method="post" action="/account/confirm" novalidate>
                <Hidden kind="factor" to/>
                <Field name="proof" label autocomplete="one-time-code" message/>
                <button>{text.account_continue()}</button>
            </form>
            {has_phone.then(|| view! {
                <form method="post" action="/account/confirm/text">
                    <input r#type="hidden" name="to" value=to.id()/>
                    <button class="quiet">{text.account_phone_text()}</button>
                </form>
            })}
        }
        .into_any();
    }
    let is_of_mail = typed(flash.as_ref(), "kind").as_deref() == Some("mail");
    let id = if is_of_mail { MAILED } else { PASSWORD };
    let message = message.map(|message| message.with_field_id(id));
    let has_password =
        own.password_changed_at.is_some() && context::policy_allows(AuthPolicy::takes_passwords);
    let has_mail = context::policy_allows(|policy| policy.has_mail);

    view! {
        <Summary message=message.clone()/>
        {has_password.then(|| view! {
            <form class="form" method="post" action="/account/confirm" novalidate>
                <Hidden kind="password" to/>
                <Field name="proof" id=PASSWORD label=text.account_confirm_password() kind="password" autocomplete="current-password" message=message.clone()/>
                <button>{text.account_continue()}</button>
            </form>
        })}
        {has_mail.then(|| view! {
            <details open=is_of_mail || !has_password>
                <summary>{text.account_confirm_use_mail()}</summary>
                <ByMail to message/>
            </details>
        })}
        <SignInAgain is_only_way={!has_password && !has_mail} has_mail/>
    }
    .into_any()
}

/// The way that is always there.
#[component]
fn SignInAgain(is_only_way: bool, has_mail: bool) -> impl IntoView {
    let text = use_language().messages();
    if is_only_way {
        return view! {
            <p>{text.account_confirm_by_sign_in()}</p>
            <form method="post" action="/api/timeback/identity/signout"><button>{text.sign_out()}</button></form>
        }
        .into_any();
    }
    let words = if has_mail {
        text.account_confirm_no_mail()
    } else {
        text.account_confirm_also_by_sign_in()
    };
    view! { <p class="soft">{words}</p> }.into_any()
}

/// A code is asked for, and then entered.
#[component]
fn ByMail(to: Section, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    view! {
        <form method="post" action="/account/confirm/mail">
            <input r#type="hidden" name="to" value=to.id()/>
            <button class="quiet">{text.account_confirm_mail()}</button>
        </form>
        <form class="form" method="post" action="/account/confirm" novalidate>
            <Hidden kind="mail" to/>
            <Field name="proof" id=MAILED label=text.account_confirm_mail_code() inputmode="numeric" autocomplete="one-time-code" message/>
            <button>{text.account_continue()}</button>
        </form>
    }
}

#[component]
fn Hidden(kind: &'static str, to: Section) -> impl IntoView {
    view! {
        <input r#type="hidden" name="kind" value=kind/>
        <input r#type="hidden" name="to" value=to.id()/>
    }
}
