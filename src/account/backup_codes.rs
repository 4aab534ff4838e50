use leptos::prelude::*;
use leptos_router::components::Redirect;
use secrecy::{ExposeSecret as _, SecretString};

use super::{AccountPage, Section};
use crate::ui::Layout;

/// Backup codes that were just made.
#[derive(Clone)]
pub struct BackupCodes(pub Vec<SecretString>);

/// The answer to the form that makes backup codes: the only page that ever shows them.
#[component]
pub fn BackupCodesPage() -> impl IntoView {
    let Some(BackupCodes(codes)) = use_context() else {
        return view! { <Redirect path=AccountPage::Security.path()/> }.into_any();
    };
    let codes = codes
        .iter()
        .map(|code| view! { <li><code>{code.expose_secret().to_owned()}</code></li> })
        .collect_view();

    view! {
        <Layout title="Backup codes">
            <section class="notice account">
                <h1>"Your backup codes"</h1>
                <p>"Each code works once, when you don't have your authenticator app. Print them or write them down now: you won't see them again. Your old codes no longer work."</p>
                <ol class="codes">{codes}</ol>
                <p><a class="button" href=Section::Factor.path()>"I've saved them"</a></p>
            </section>
        </Layout>
    }
    .into_any()
}
