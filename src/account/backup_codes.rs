use leptos::prelude::*;
use leptos_router::components::Redirect;
use secrecy::{ExposeSecret as _, SecretString};

use super::{AccountPage, Section};
use crate::{ui::Layout, viewer::use_language};

/// Backup codes that were just made.
#[derive(Clone)]
pub struct BackupCodes(pub Vec<SecretString>);

/// The answer to the form that makes backup codes: the only page that ever shows them.
#[component]
pub fn BackupCodesPage() -> impl IntoView {
    let Some(BackupCodes(codes)) = use_context() else {
        return view! { <Redirect path=AccountPage::Security.path()/> }.into_any();
    };
    let text = use_language().messages();
    let codes = codes
        .iter()
        .map(|code| view! { <li><code dir="ltr">{code.expose_secret().to_owned()}</code></li> })
        .collect_view();

    view! {
        <Layout title=text.account_backup_codes()>
            <section class="notice account">
                <h1>{text.account_backup_codes_yours()}</h1>
                <p>{text.account_backup_codes_note()}</p>
                <ol class="codes">{codes}</ol>
                <p><a class="button" href=Section::Factor.path()>{text.account_backup_codes_saved()}</a></p>
            </section>
        </Layout>
    }
    .into_any()
}
