use leptos::prelude::*;

use super::{
    AccountPage, Flash, Section,
    deletion::Deletion,
    flash::{for_section, message},
    load,
    page::AccountLayout,
    setting::{Edit, Setting},
};
use crate::{ui::SignInFirst, viewer::use_current_user};

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
    view! {
        <Setting section=Section::Export title="Download" message=message(flash.as_ref())>
            <p>"One file with everything we store about you, without passwords."</p>
            <p><a class="button quiet" href="/account/export" download="">"Download your data"</a></p>
            <Edit action="What we store">
                <ul class="facts">
                    <li>"Your name, picture, e-mail addresses, phone numbers, connected accounts, and how you sign in."</li>
                    <li>"Where you're signed in: the device, its network address, roughly which city, and when. Deleted 30 days after the session ends."</li>
                    <li>"Sign-ins and changes to your account. Deleted after a year."</li>
                    <li>"Your courses and XP stay with Timeback. We only show them."</li>
                </ul>
            </Edit>
        </Setting>
    }
}
