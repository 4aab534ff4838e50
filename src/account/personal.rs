use leptos::prelude::*;

use super::{
    AccountPage, Flash, Section,
    connected::ConnectedAccounts,
    email::EmailAddresses,
    flash::for_section,
    load::{self, PersonalInfo},
    name::{Name, Username},
    page::{Orphan, settings_page},
    phones::PhoneNumbers,
    picture::Picture,
    time_zone::TimeZone,
};
use crate::server::context;

/// `/account`: who the user is. Plain forms, with scripts and without.
#[component]
pub fn PersonalInfoPage() -> impl IntoView {
    settings_page(
        AccountPage::Personal,
        load::personal_info(),
        |info, flash| view! { <Settings info flash/> }.into_any(),
    )
}

#[component]
fn Settings(info: PersonalInfo, flash: Option<Flash>) -> impl IntoView {
    let flash_of = |section| for_section(flash.as_ref(), section);
    let has_sms = context::policy_allows(|policy| policy.phone.has_sms);
    let own = info.own;

    view! {
        {(!has_sms).then(|| view! { <Orphan flash=flash_of(Section::Phone)/> })}
        <Picture path=info.picture has_picture=own.picture.is_some() flash=flash_of(Section::Picture)/>
        <Name first=own.first_name.clone() last=own.last_name.clone() flash=flash_of(Section::Name)/>
        {own.username.clone().map(|username| view! { <Username username/> })}
        <TimeZone zone=info.time_zone flash=flash_of(Section::TimeZone)/>
        <EmailAddresses
            own=own.clone()
            addresses=info.addresses
            change_flash=flash_of(Section::Email)
            list_flash=flash_of(Section::Addresses)
        />
        {has_sms.then(|| view! { <PhoneNumbers phones=own.account.phones flash=flash_of(Section::Phone)/> })}
        <ConnectedAccounts identities=own.account.identities accounts=info.external flash=flash_of(Section::Connected)/>
    }
}
