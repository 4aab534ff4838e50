use leptos::prelude::*;

use super::{
    AccountPage, Flash, Section,
    factors::TwoStepVerification,
    flash::for_section,
    load::{self, Security},
    page::{AccountLayout, Orphan, SignOutOthers, has_others, loaded},
    password::PasswordForm,
    sessions::Sessions,
};
use crate::{server::context, ui::SignInFirst, viewer::use_current_user};
use identity::AuthPolicy;

/// `/account/security`: how the user signs in, and where they are signed in.
#[component]
pub fn SecurityPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let flash = load::take_flash(AccountPage::Security);

    view! {
        <AccountLayout page=AccountPage::Security>
            <p class="skeleton soft">"Loading your account…"</p>
            {Suspend::new(async move {
                loaded(load::security().await, |security| view! { <Settings security flash/> }.into_any())
            })}
        </AccountLayout>
    }
    .into_any()
}

#[component]
fn Settings(security: Security, flash: Option<Flash>) -> impl IntoView {
    let Security { own, sessions } = security;
    let flash_of = |section| for_section(flash.as_ref(), section);
    let has_passwords = context::policy_allows(AuthPolicy::takes_passwords);
    let has_changed = flash
        .as_ref()
        .is_some_and(|flash| flash.outcome.touches_ways_in());

    view! {
        {(has_changed && has_others(&sessions)).then(|| view! { <SignOutOthers/> })}
        {if has_passwords {
            view! { <PasswordForm own=own.clone() flash=flash_of(Section::Password)/> }.into_any()
        } else {
            view! { <Orphan flash=flash_of(Section::Password)/> }.into_any()
        }}
        <TwoStepVerification own flash=flash_of(Section::Factor)/>
        <Sessions sessions flash=flash_of(Section::Sessions)/>
    }
}
