use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, Layout, Summary},
    viewer::use_current_user,
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
    view! { <Layout title="New password"><section class="notice">{step}</section></Layout> }
        .into_any()
}

#[component]
fn AskForMail() -> impl IntoView {
    let message = message_from_query();
    view! {
        <h1>"Forgot your password?"</h1>
        <Summary message=message.clone()/>
        <p>"Enter your e-mail address. If it has an account here, we'll e-mail you a code to set a new password."</p>
        <form class="form" method="post" action="/recover" novalidate>
            <Field name="email" label="E-mail address" kind="email" autocomplete="username" value=load::typed_email() message/>
            <div class="ways"><button>"Send the e-mail"</button></div>
        </form>
        <p class="ways">"Remember it?"<a href="/">"Sign in"</a></p>
    }
}

#[component]
fn NewPassword(
    /// Whose it is, for the browser's password manager.
    email: String,
) -> impl IntoView {
    let message = message_from_query();
    view! {
        <h1>"Set a new password"</h1>
        <Summary message=message.clone()/>
        <p>"For "<strong>{email.clone()}</strong>". All your other devices will be signed out."</p>
        <form class="form" method="post" action="/recover/password" novalidate>
            <input type="text" name="username" autocomplete="username" value=email hidden/>
            <Field name="password" label="New password" kind="password" autocomplete="new-password" is_first=true note="At least 8 characters. A few words are easy to remember and hard to guess." message/>
            <div class="ways"><button>"Set the password"</button></div>
        </form>
    }
}

#[component]
fn Done() -> impl IntoView {
    let next = if context::return_path().is_some() {
        view! { <a class="button" href="/">"Continue"</a> }
    } else {
        view! { <a class="button" href="/profile">"Go to your profile"</a> }
    };
    view! {
        <h1>"Your new password is saved"</h1>
        <p role="status">"Use it the next time you sign in. All your other devices have been signed out."</p>
        <p>{next}</p>
    }
}
