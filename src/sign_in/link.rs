use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    form_message::message_from_query,
    load::{self, AccountInQuestion},
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Layout, LoadError, Summary, sentence},
    viewer::use_language,
};
use identity::AuthPolicy;

/// `/link`: asks whoever came through a provider whether the account with their address is theirs.
#[component]
pub fn LinkPage() -> impl IntoView {
    let language = use_language();
    let question = Suspend::new(async move {
        match load::account_in_question().await {
            Ok(Some(account)) => view! { <Question account/> }.into_any(),
            Ok(None) => view! { <NoQuestion/> }.into_any(),
            Err(error) => view! { <LoadError why=error.message(language)/> }.into_any(),
        }
    });
    let title = language.messages().link_title();
    view! { <Layout title><section class="notice">{question}</section></Layout> }
}

#[component]
fn Question(account: AccountInQuestion) -> impl IntoView {
    let AccountInQuestion {
        email,
        provider,
        has_password,
    } = account;
    let text = use_language().messages();
    let (message, has_mail) = (
        message_from_query(),
        context::policy_allows(|policy| policy.has_mail),
    );
    let has_password = has_password && context::policy_allows(AuthPolicy::takes_passwords);
    let question = text.link_question(provider);
    let bold = view! { <strong>{email.clone()}</strong> };

    view! {
        <h1>{text.link_title()}</h1>
        <Summary message=message.clone()/>
        <p>{sentence(question.s0, bold, question.s1)}</p>
        {has_password.then(|| view! { <PasswordForm email message=message.clone()/> })}
        {has_mail.then(|| view! { <MailedCode message/> })}
        {(!has_password && !has_mail).then(|| view! {
            <p>{text.link_no_way()}</p>
        })}
        <form method="post" action="/link/cancel"><button class="quiet">{text.link_not_mine()}</button></form>
    }
}

#[component]
fn PasswordForm(
    /// Whose it is, for the browser's password manager.
    email: String,
    message: Option<FormMessage>,
) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <form class="form" method="post" action="/link" novalidate>
            <input type="text" name="username" autocomplete="username" value=email hidden/>
            <Field name="password" label=text.link_password() kind="password" autocomplete="current-password" message/>
            <div class="ways"><button>{text.link_mine()}</button></div>
        </form>
    }
}

/// A code is asked for, and then entered.
#[component]
fn MailedCode(message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
    let is_sent = use_query_map().with_untracked(|query| query.get("sent").is_some())
        || message
            .clone()
            .and_then(|message| message.for_field("code"))
            .is_some();
    view! {
        {is_sent.then(|| view! {
            <form class="form" method="post" action="/link" novalidate>
                <p class="done" role="status">{text.link_sent()}</p>
                <Field name="code" label=text.sign_in_code_from_mail() inputmode="numeric" autocomplete="one-time-code" is_first=true message/>
                <div class="ways"><button>{text.link_mine()}</button></div>
            </form>
        })}
        <form method="post" action="/link/code">
            <button class="quiet">{if is_sent { text.sign_in_mail_again() } else { text.link_mail_code() }}</button>
        </form>
    }
}

#[component]
fn NoQuestion() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <h1>{text.link_nothing()}</h1>
        <p>{text.link_nothing_why()}</p>
        <p><a class="button" href="/">{text.link_sign_in_again()}</a></p>
    }
}
