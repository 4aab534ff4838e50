use leptos::prelude::*;

use super::{
    AccountPage, Flash, Section,
    deletion::Deletion,
    flash::{for_section, message},
    load,
    page::AccountLayout,
    setting::{Edit, Setting},
};
use crate::{
    ui::SignInFirst,
    viewer::{use_current_user, use_language},
};

/// `/account/data`: everything that is stored about the user, to take along or to delete.
#[component]
pub fn DataPage() -> impl IntoView {
    if use_current_user().is_none() {
        return view! { <SignInFirst/> }.into_any();
    }
    let flash = load::take_flash(AccountPage::Data);
    let flash_of = move |section| for_section(flash.as_ref(), section);

    view! {
        <AccountLayout page=AccountPage::Data>
            <div class="rows">
                <Export flash=flash_of(Section::Export)/>
                <Deletion flash=flash_of(Section::Delete)/>
            </div>
        </AccountLayout>
    }
    .into_any()
}

/// What is stored about the user, to download.
#[component]
fn Export(flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    view! {
        <Setting section=Section::Export title=text.account_export() message=message(flash.as_ref(), text)>
            <p>{text.account_export_what()}</p>
            <p><a class="button quiet" href="/account/export" download="">{text.account_export_button()}</a></p>
            <Edit action=text.account_stored()>
                <ul class="facts">
                    <li>{text.account_stored_profile()}</li>
                    <li>{text.account_stored_sessions()}</li>
                    <li>{text.account_stored_changes()}</li>
                    <li>{text.account_stored_courses()}</li>
                </ul>
            </Edit>
        </Setting>
    }
}
