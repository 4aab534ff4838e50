use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    server::context::{self, AccountInQuestion},
    ui::Layout,
};

/// `/link`: asks whoever came through Timeback whether the account with their address is theirs.
#[component]
pub fn LinkPage() -> impl IntoView {
    let question = Suspend::new(async {
        match context::account_in_question().await {
            Some(account) => Either::Left(view! { <Question account/> }),
            None => Either::Right(view! { <NoQuestion/> }),
        }
    });
    view! { <Layout title="Is this account yours?"><section class="notice">{question}</section></Layout> }
}

#[component]
fn Question(account: AccountInQuestion) -> impl IntoView {
    let asked = |name: &'static str| use_query_map().with_untracked(|query| query.get(name));
    let (trouble, is_sent) = (asked("error"), asked("sent").is_some());
    let at = |field: &str| {
        trouble
            .as_deref()
            .filter(|code| *code == field)
            .map(explanation)
    };
    let general = trouble
        .as_deref()
        .filter(|code| !matches!(*code, "password" | "code"))
        .map(explanation);
    let (of_password, of_code) = (at("password"), at("code"));
    let AccountInQuestion {
        email,
        has_password,
        has_mail,
    } = account;

    view! {
        <h1>"Is this account yours?"</h1>
        <p>"There is an account with the address "<strong>{email}</strong>" here already. Show that it is yours, and from now on you come in through Timeback as well."</p>
        {general.map(|words| view! { <p class="trouble" role="alert">{words}</p> })}
        {has_password.then(|| view! { <PasswordForm trouble=of_password/> })}
        {has_mail.then(|| view! { <CodeForm is_sent=is_sent || of_code.is_some() trouble=of_code/> })}
        {(!has_password && !has_mail).then(|| view! {
            <p>"This account has no password, and this school sends no mail. Please ask your teacher."</p>
        })}
        <form method="post" action="/link/cancel"><button class="quiet">"It is not mine"</button></form>
    }
}

#[component]
fn PasswordForm(trouble: Option<&'static str>) -> impl IntoView {
    view! {
        <form class="form" method="post" action="/link">
            <Field name="password" label="Its password" kind="password" autocomplete="current-password" trouble/>
            <div class="buttons"><button>"It is mine"</button></div>
        </form>
    }
}

/// A code is asked for, and then entered.
#[component]
fn CodeForm(is_sent: bool, trouble: Option<&'static str>) -> impl IntoView {
    view! {
        {is_sent.then(|| view! {
            <form class="form" method="post" action="/link">
                <p class="done" role="status">"A code is on its way to your address. The newest counts."</p>
                <Field name="code" label="Code from the mail" kind="text" autocomplete="one-time-code" trouble/>
                <div class="buttons"><button>"It is mine"</button></div>
            </form>
        })}
        <form method="post" action="/link/code">
            <button class="quiet">{if is_sent { "Send another mail" } else { "Mail me a code instead" }}</button>
        </form>
    }
}

#[component]
fn Field(
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    autocomplete: &'static str,
    trouble: Option<&'static str>,
) -> impl IntoView {
    let trouble_id = trouble.map(|_| format!("{name}-trouble"));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {trouble.map(|words| view! { <p class="trouble" id=trouble_id.clone() role="alert">{words}</p> })}
            <input id=name name=name r#type=kind autocomplete=autocomplete required=true aria-describedby=trouble_id aria-invalid=trouble.map(|_| "true")/>
        </div>
    }
}

#[component]
fn NoQuestion() -> impl IntoView {
    view! {
        <h1>"There is nothing to confirm"</h1>
        <p>"It took too long, or is done already. "<a href="/">"Sign in again"</a></p>
    }
}

/// Why it did not come about, in fixed words: the code comes from the address bar, where anybody can write.
fn explanation(code: &str) -> &'static str {
    match code {
        "password" => "That is not the password of this account.",
        "code" => {
            "This code does not count: it is wrong, too old, or was used. Take the one from the newest mail."
        }
        "busy" => "Many are signing in right now. Please try again in a moment.",
        _ => "That did not work. Please try again.",
    }
}
