use leptos::prelude::*;

use super::{
    Flash, Section,
    addresses::Addresses,
    connected::ConnectedAccounts,
    deletion::{Deletion, OwnData},
    email::EmailAddress,
    factors::Factors,
    flash::{for_section, message},
    linked::LinkedSignIns,
    load::{self, Overview},
    name::Name,
    password::PasswordForm,
    phones::PhoneNumbers,
    picture::Picture,
    sessions::Sessions,
};
use crate::{
    server::context,
    ui::{Layout, LoadError, SignInFirst, Summary},
    viewer::use_current_user,
};
use identity::AuthPolicy;

/// `/account`: what is kept of the user, and what they may change of it. Plain forms, with scripts and without.
#[component]
pub fn AccountPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let flash = load::take_flash();

    view! {
        <Layout title="Account">
            <div class="account">
                <h1>"Your account"</h1>
                <p class="skeleton soft">"Loading your account…"</p>
                {Suspend::new(async move {
                    match load::overview().await {
                        Ok(overview) => view! { <AccountSections overview flash/> }.into_any(),
                        Err(error) => view! { <LoadError why=error.to_string()/> }.into_any(),
                    }
                })}
            </div>
        </Layout>
    }
    .into_any()
}

#[component]
fn AccountSections(overview: Overview, flash: Option<Flash>) -> impl IntoView {
    let Overview {
        own,
        addresses,
        picture,
        sessions,
        external,
    } = overview;
    // Where everyone signs in with Timeback, another address would be of no use.
    let shows_addresses = context::policy_allows(AuthPolicy::takes_passwords);
    let flash_of = |section| for_section(flash.as_ref(), section);
    let since = own.account.created_at;
    let others = sessions.iter().any(|session| !session.is_current);
    let ways_in = flash
        .as_ref()
        .is_some_and(|flash| flash.outcome.touches_ways_in());

    view! {
        <div class="account loaded">
            {(ways_in && others).then(|| view! { <EndOthers/> })}
            <Name own=own.clone() flash=flash_of(Section::Name)/>
            <Picture path=picture has_picture=own.picture.is_some() flash=flash_of(Section::Picture)/>
            <EmailAddress own=own.clone() flash=flash_of(Section::Email)/>
            {shows_addresses.then(|| view! { <Addresses own=addresses flash=flash_of(Section::Addresses)/> })}
            {if context::policy_allows(AuthPolicy::takes_passwords) {
                view! { <PasswordForm own=own.clone() flash=flash_of(Section::Password)/> }.into_any()
            } else {
                view! { <Summary message=message(flash_of(Section::Password).as_ref())/> }.into_any()
            }}
            {context::policy_allows(|policy| policy.phone.has_sms).then(|| view! {
                <PhoneNumbers own=own.clone() flash=flash_of(Section::Phone)/>
            })}
            <Factors own=own.clone() flash=flash_of(Section::Factor)/>
            <Sessions sessions flash=flash_of(Section::Sessions)/>
            <ConnectedAccounts accounts=external flash=flash_of(Section::Connected)/>
            <LinkedSignIns own/>
            <OwnData since/>
            <Deletion flash=flash_of(Section::Delete)/>
        </div>
    }
}

/// Offered after a way in has changed: whoever knew the old one may still be in.
#[component]
fn EndOthers() -> impl IntoView {
    view! {
        <form class="form done" method="post" action="/account/sessions/others" aria-label="Other devices">
            <p>"You're still signed in on other devices. If one of them might not be yours, sign it out now."</p>
            <button class="quiet">"Sign out everywhere else"</button>
        </form>
    }
}
