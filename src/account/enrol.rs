use base64::{Engine as _, engine::general_purpose::STANDARD};
use leptos::prelude::*;
use secrecy::ExposeSecret as _;

use super::{AccountPage, Section, flash::message, load};
use crate::{
    ui::{Field, FormMessage, Layout, LoadError, SignInFirst, Summary},
    viewer::use_current_user,
};
use identity::Enrollment;

/// `/account/enrol`: the app that waits for its first code.
#[component]
pub fn EnrolPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let message = message(load::take_flash(AccountPage::Security).as_ref());

    view! {
        <Layout title="Set up an authenticator app">
            <section class="notice account">
                <h1>"Set up an authenticator app"</h1>
                <Summary message=message.clone()/>
                {Suspend::new(async move {
                    match load::waiting_factor().await {
                        Ok(Some(waiting)) => view! { <Waiting waiting message/> }.into_any(),
                        Ok(None) => view! { <NothingWaits/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
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
    view! {
        <p>"To see this page, confirm it's you first."</p>
        <p class="ways">
            <a class="button" href="/account/confirm?to=enrol">"Confirm it's you"</a>
            <a href=Section::Factor.path()>"Back to your account"</a>
        </p>
    }
}

#[component]
fn Waiting(waiting: Enrollment, message: Option<FormMessage>) -> impl IntoView {
    let secret = grouped(waiting.secret.expose_secret());
    let picture = waiting.qr_code().map(|svg| picture(svg.expose_secret()));

    view! {
        <ol class="steps">
            <li>
                <p>"Open your authenticator app and scan this QR code:"</p>
                {picture.map(|source| view! { <img class="qr" src=source width="240" height="240" alt="QR code with the key for your app"/> })}
                <p>"Or type this key into the app:"</p>
                <p><code class="key">{secret}</code></p>
            </li>
            <li>
                <p>"Enter the code from the app:"</p>
                <form class="form" method="post" action="/account/enrol" novalidate>
                    <Field name="code" label="Code from your app" inputmode="numeric" autocomplete="one-time-code" message/>
                    <button>"Finish"</button>
                </form>
            </li>
        </ol>
        <form method="post" action="/account/factor/drop"><button class="quiet">"Cancel setup"</button></form>
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
