use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, Layout, Summary, sentence},
    viewer::{use_current_user, use_language},
};

/// `/recover`: a mail for who forgot their password; then, once they came back by it, a new password.
#[component]
pub fn RecoverPage() -> impl IntoView {
    if load::awaits_second_factor() {
        return view! { <Redirect path="/second-factor"/> }.into_any();
    }
    if !context::policy_allows(|policy| policy.local_accounts) {
        return view! { <Redirect path=load::closed_page()/> }.into_any();
    }
    if !context::policy_allows(|policy| policy.has_mail) {
        return view! { <Redirect path=load::no_mail_page()/> }.into_any();
    }
    let is_done = use_query_map().with_untracked(|query| query.get("done").is_some());
    let step = match (use_current_user(), load::is_recovering()) {
        (Some(_), _) if is_done => view! { <Done/> }.into_any(),
        (Some(current_user), true) => {
            let email = current_user.email.as_str().to_owned();
            view! { <NewPassword email/> }.into_any()
        }
        _ => view! { <AskForMail/> }.into_any(),
    };
    let title = use_language().messages().recover_title();
    view! { <Layout title><section class="notice">{step}</section></Layout> }.into_any()
}

#[component]
fn AskForMail() -> impl IntoView {
    let text = use_language().messages();
    let message = message_from_query();

    view! {
        <h1>{text.recover_forgot()}</h1>
        <Summary message=message.clone()/>
        <p>{text.recover_forgot_what()}</p>
        <form class="form" method="post" action="/recover" novalidate>
            <Field name="email" label=text.sign_in_email() kind="email" autocomplete="username" value=load::typed_email() message/>
            <div class="ways"><button>{text.recover_send()}</button></div>
        </form>
        <p class="ways">{text.recover_remember()}<a href="/">{text.sign_in_submit()}</a></p>
    }
}

#[component]
fn NewPassword(
    /// Whose it is, for the browser's password manager.
    email: String,
) -> impl IntoView {
    let text = use_language().messages();
    let message = message_from_query();
    let set_for = text.recover_set_for();
    let bold = view! { <strong>{email.clone()}</strong> };

    view! {
        <h1>{text.recover_set_title()}</h1>
        <Summary message=message.clone()/>
        <p>{sentence(set_for.s0, bold, set_for.s1)}</p>
        <form class="form" method="post" action="/recover/password" novalidate>
            <input type="text" name="username" autocomplete="username" value=email hidden/>
            <Field name="password" label=text.sign_in_new_password() kind="password" autocomplete="new-password" is_first=true note=text.sign_in_new_password_note() message/>
            <div class="ways"><button>{text.recover_set()}</button></div>
        </form>
    }
}

#[component]
fn Done() -> impl IntoView {
    let text = use_language().messages();
    let next = if context::return_path().is_some() {
        view! { <a class="button" href="/">{text.sign_in_continue()}</a> }
    } else {
        view! { <a class="button" href="/profile">{text.recover_to_profile()}</a> }
    };
    view! {
        <h1>{text.recover_done_title()}</h1>
        <p role="status">{text.recover_done()}</p>
        <p>{next}</p>
    }
}
