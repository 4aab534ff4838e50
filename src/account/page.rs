use leptos::prelude::*;

use super::{
    Notice, Overview, Section,
    deletion::{Deletion, OwnData},
    email::EmailAddress,
    factors::Factors,
    linked::LinkedSignIns,
    name::Name,
    notice::{of, told},
    password::PasswordForm,
    sessions::Sessions,
};
use crate::{
    server::context,
    ui::{Layout, SignInFirst, Summary, Unread},
    viewer::use_current_user,
};

/// `/account`: what is kept of the user, and what they may change of it. Plain forms, with scripts and without.
#[component]
pub fn AccountPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let notice = context::take_notice();

    view! {
        <Layout title="Account">
            <div class="account">
                <h1>"Your account"</h1>
                <p class="skeleton soft">"Loading your account…"</p>
                {Suspend::new(async move {
                    match context::account().await {
                        Ok(overview) => view! { <AccountSections overview notice/> }.into_any(),
                        Err(error) => view! { <Unread why=error.to_string()/> }.into_any(),
                    }
                })}
            </div>
        </Layout>
    }
    .into_any()
}

#[component]
fn AccountSections(overview: Overview, notice: Option<Notice>) -> impl IntoView {
    let Overview { own, sessions } = overview;
    let notice_of = |section| of(notice.as_ref(), section);
    let since = own.account.created_at;
    let others = sessions.iter().any(|session| !session.is_current);
    let ways_in = notice
        .as_ref()
        .is_some_and(|notice| notice.outcome.touches_ways_in());

    view! {
        <div class="account loaded">
            {(ways_in && others).then(|| view! { <EndOthers/> })}
            <Name own=own.clone() notice=notice_of(Section::Name)/>
            <EmailAddress own=own.clone() notice=notice_of(Section::Email)/>
            {if context::takes_passwords() {
                view! { <PasswordForm own=own.clone() notice=notice_of(Section::Password)/> }.into_any()
            } else {
                view! { <Summary told=told(notice_of(Section::Password).as_ref())/> }.into_any()
            }}
            <Factors own=own.clone() notice=notice_of(Section::Factor)/>
            <Sessions sessions notice=notice_of(Section::Sessions)/>
            <LinkedSignIns own/>
            <OwnData since/>
            <Deletion notice=notice_of(Section::Delete)/>
        </div>
    }
}

/// Offered after a way in has changed: whoever knew the old one may still be in.
#[component]
fn EndOthers() -> impl IntoView {
    view! {
        <form class="form done" method="post" action="/account/sessions/others" aria-label="Other devices">
            <p>"You are still signed in on other devices. If one of them may not be yours, sign out there now."</p>
            <button class="quiet">"Sign out everywhere else"</button>
        </form>
    }
}
