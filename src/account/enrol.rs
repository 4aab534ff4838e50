use base64::{Engine as _, engine::general_purpose::STANDARD};
use leptos::prelude::*;
use secrecy::ExposeSecret as _;

use super::{AccountPage, Section, flash::message, load};
use crate::{
    ui::{Field, FormMessage, Layout, LoadError, SignInFirst, Summary},
    viewer::{use_current_user, use_language},
};
use identity::Enrollment;

/// `/account/enrol`: the app that waits for its first code.
#[component]
pub fn EnrolPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let language = use_language();
    let text = language.messages();
    let message = message(load::take_flash(AccountPage::Security).as_ref(), text);

    view! {
        <Layout title=text.account_factor_set_up()>
            <section class="notice account">
                <h1>{text.account_factor_set_up()}</h1>
                <Summary message=message.clone()/>
                {Suspend::new(async move {
                    match load::waiting_factor().await {
                        Ok(Some(waiting)) => view! { <Waiting waiting message/> }.into_any(),
                        Ok(None) => view! { <NothingWaits/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
                    }
                })}
            </section>
        </Layout>
    }
    .into_any()
}

/// No app waits, or too much time passed to show its secret.
#[component]
fn NothingWaits() -> impl IntoView {
    let text = use_language().messages();
    view! {
        <p>{text.account_enrol_first()}</p>
        <p class="ways">
            <a class="button" href="/account/confirm?to=enrol">{text.account_confirm()}</a>
            <a href=Section::Factor.path()>{text.account_enrol_back()}</a>
        </p>
    }
}

#[component]
fn Waiting(waiting: Enrollment, message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let secret = grouped(waiting.secret.expose_secret());
    let picture = waiting.qr_code().map(|svg| picture(svg.expose_secret()));

    view! {
        <ol class="steps">
            <li>
                <p>{text.account_enrol_scan()}</p>
                {picture.map(|source| view! { <img class="qr" src=source width="240" height="240" alt=text.account_enrol_qr_code()/> })}
                <p>{text.account_enrol_key()}</p>
                <p><code class="key" dir="ltr">{secret}</code></p>
            </li>
            <li>
                <p>{text.account_enrol_enter()}</p>
                <form class="form" method="post" action="/account/enrol" novalidate>
                    <Field name="code" label=text.account_enrol_code() inputmode="numeric" autocomplete="one-time-code" message/>
                    <button>{text.account_enrol_finish()}</button>
                </form>
            </li>
        </ol>
        <form method="post" action="/account/factor/drop"><button class="quiet">{text.account_enrol_cancel()}</button></form>
    }
}

/// The key in groups of four, as people copy it.
fn grouped(secret: &str) -> String {
    let groups: Vec<_> = secret
        .as_bytes()
        .chunks(4)
        .map(String::from_utf8_lossy)
        .collect();
    groups.join(" ")
}

/// The picture in an address of its own: no request, and no inline style.
fn picture(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}
