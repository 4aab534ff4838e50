use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    form_message::message_from_query,
    load::{self, AccountInQuestion},
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Layout, LoadError, Summary},
};
use identity::AuthPolicy;

/// `/link`: asks whoever came through a provider whether the account with their address is theirs.
#[component]
pub fn LinkPage() -> impl IntoView {
    let question = Suspend::new(async {
        match load::account_in_question().await {
            Ok(Some(account)) => view! { <Question account/> }.into_any(),
            Ok(None) => view! { <NoQuestion/> }.into_any(),
            Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
        }
    });
    view! { <Layout title="Is this account yours?"><section class="notice">{question}</section></Layout> }
}

#[component]
fn Question(account: AccountInQuestion) -> impl IntoView {
    let AccountInQuestion {
        email,
        provider,
        has_password,
    } = account;
    let (message, has_mail) = (
        message_from_query(),
        context::policy_allows(|policy| policy.has_mail),
    );
    let has_password = has_password && context::policy_allows(AuthPolicy::takes_passwords);

    view! {
        <h1>"Is this account yours?"</h1>
        <Summary message=message.clone()/>
        <p>"There is an account with the address "<strong>{email.clone()}</strong>" here already. Confirm it's yours, and you can use "{provider}" to sign in to it."</p>
        {has_password.then(|| view! { <PasswordForm email message=message.clone()/> })}
        {has_mail.then(|| view! { <MailedCode message/> })}
        {(!has_password && !has_mail).then(|| view! {
            <p>"This account has no password, and this school doesn't send e-mail. Please ask your teacher."</p>
        })}
        <form method="post" action="/link/cancel"><button class="quiet">"It's not mine"</button></form>
    }
}

#[component]
fn PasswordForm(
    /// Whose it is, for the browser's password manager.
    email: String,
    message: Option<FormMessage>,
) -> impl IntoView {
    view! {
        <form class="form" method="post" action="/link" novalidate>
            <input type="text" name="username" autocomplete="username" value=email hidden/>
            <Field name="password" label="Password for this account" kind="password" autocomplete="current-password" message/>
            <div class="ways"><button>"It's mine"</button></div>
        </form>
    }
}

/// A code is asked for, and then entered.
#[component]
fn MailedCode(message: Option<FormMessage>) -> impl IntoView {
    let is_sent = use_query_map().with_untracked(|query| query.get("sent").is_some())
        || message
            .clone()
            .and_then(|message| message.for_field("code"))
            .is_some();
    view! {
        {is_sent.then(|| view! {
            <form class="form" method="post" action="/link" novalidate>
                <p class="done" role="status">"We e-mailed you a code. Use the newest one."</p>
                <Field name="code" label="Code from the e-mail" inputmode="numeric" autocomplete="one-time-code" is_first=true message/>
                <div class="ways"><button>"It's mine"</button></div>
            </form>
        })}
        <form method="post" action="/link/code">
            <button class="quiet">{if is_sent { "Send another e-mail" } else { "E-mail me a code instead" }}</button>
        </form>
    }
}

#[component]
fn NoQuestion() -> impl IntoView {
    view! {
        <h1>"Nothing to confirm"</h1>
        <p>"It took too long, or it's already done."</p>
        <p><a class="button" href="/">"Sign in again"</a></p>
    }
}
