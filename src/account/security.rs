use leptos::prelude::*;

use super::{
    AccountPage, Flash, Section,
    factors::TwoStepVerification,
    flash::for_section,
    load::{self, Security},
    page::{Orphan, settings_page},
    password::PasswordForm,
    sessions::Sessions,
};
use crate::server::context;
use identity::AuthPolicy;

/// `/account/security`: how the user signs in, and where they are signed in.
#[component]
pub fn SecurityPage() -> impl IntoView {
    settings_page(
        AccountPage::Security,
        load::security(),
        |security, flash| view! { <Settings security flash/> }.into_any(),
    )
}

#[component]
fn Settings(security: Security, flash: Option<Flash>) -> impl IntoView {
    let Security { own, sessions } = security;
    let flash_of = |section| for_section(flash.as_ref(), section);
    let has_passwords = context::policy_allows(AuthPolicy::takes_passwords);

    view! {
        {if has_passwords {
            view! { <PasswordForm own=own.clone() flash=flash_of(Section::Password)/> }.into_any()
        } else {
            view! { <Orphan flash=flash_of(Section::Password)/> }.into_any()
        }}
        <TwoStepVerification own flash=flash_of(Section::Factor)/>
        <Sessions sessions flash=flash_of(Section::Sessions)/>
    }
}
