use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{
    Notice, Section,
    field::{Field, Told},
    notice::of,
};
use crate::{identity::OwnAccount, server::context, ui::Layout, viewer::use_viewer};

/// `/account/confirm`: before a sensitive change, the user shows that it is they. `to` says where they came from, and
/// go back to.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    if use_viewer().is_none() {
        return view! { <Redirect path="/"/> }.into_any();
    }
    let to = use_query_map().with_untracked(|query| query.get("to").unwrap_or_default());
    let to = Section::parse(&to);
    // It stays for the section that waits: what was typed there is not lost.
    let notice = of(context::notice().as_ref(), Section::Confirm);

    view! {
        <Layout title="Is it you?">
            <section class="notice account">
                <h1>"Is it you?"</h1>
                <p>"You are about to change something important. Show that it is you, and you go back to where you were."</p>
                <Told notice=notice.clone()/>
                {Suspend::new(async move {
                    match context::account().await {
                        Ok(overview) => view! { <Proofs own=overview.own to notice/> }.into_any(),
                        Err(error) => view! { <p class="trouble" role="alert">{error.to_string()}</p> }.into_any(),
                    }
                })}
                <p><a href=to.path()>"Back, without a change"</a></p>
            </section>
        </Layout>
    }
    .into_any()
}

/// The proofs that are good enough for this account.
#[component]
fn Proofs(own: OwnAccount, to: Section, notice: Option<Notice>) -> impl IntoView {
    if own.has_factor() {
        return view! {
            <form method="post" action="/account/confirm">
                <Hidden kind="factor" to/>
                <Field name="proof" label="Code from your app, or a backup code" autocomplete="one-time-code" notice/>
                <button>"Go on"</button>
            </form>
        }
        .into_any();
    }
    let has_password = own.password_changed_at.is_some();
    let kind = notice.as_ref().and_then(|notice| notice.typed("kind"));
    let (of_password, of_mail) = match kind.as_deref() {
        Some("mail") => (None, notice),
        _ => (notice, None),
    };
    let is_open = !has_password || of_mail.is_some();

    view! {
        {has_password.then(|| view! {
            <form method="post" action="/account/confirm">
                <Hidden kind="password" to/>
                <Field name="proof" id="proof-password" label="Your password" kind="password" autocomplete="current-password" notice=of_password/>
                <button>"Go on"</button>
            </form>
        })}
        <details open=is_open>
            <summary>"With a code by mail"</summary>
            <form method="post" action="/account/confirm/mail">
                <input r#type="hidden" name="to" value=to.id()/>
                <button class="quiet">"Mail me a code"</button>
            </form>
            <form method="post" action="/account/confirm">
                <Hidden kind="mail" to/>
                <Field name="proof" id="proof-mail" label="Code from the mail" autocomplete="one-time-code" notice=of_mail/>
                <button>"Go on"</button>
            </form>
        </details>
        <p class="soft">"No mail? You can also sign out and in again: for five minutes after that nothing is asked."</p>
    }
    .into_any()
}

#[component]
fn Hidden(kind: &'static str, to: Section) -> impl IntoView {
    view! {
        <input r#type="hidden" name="kind" value=kind/>
        <input r#type="hidden" name="to" value=to.id()/>
    }
}
