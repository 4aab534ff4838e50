use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{external::ExternalSignIns, form_message::message_from_query, load, local::LocalForm};
use crate::{
    server::context,
    ui::{Layout, Summary},
    viewer::{AnnounceSignedOut, use_current_user},
};

/// `/`: the way in, or on to the profile for who is in already.
#[component]
pub fn SignInPage() -> impl IntoView {
    if use_current_user().is_some() {
        let path = context::take_return_path().unwrap_or_else(|| "/profile".to_owned());
        return view! { <Redirect path/> }.into_any();
    }
    if load::awaits_second_factor() {
        return view! { <Redirect path="/second-factor"/> }.into_any();
    }
    let message = message_from_query();

    view! {
        <Layout title="Sign in">
            <section class="sign-in">
                <h1>"How far are you today?"</h1>
                <p>"Your XP, your goals and your courses, at a glance."</p>
                <Summary message/>
                <p><a class="button" href="/api/timeback/identity/signin">"Sign in with Timeback"</a></p>
                <ExternalSignIns/>
                {context::is_sandbox().then(|| view! { <SandboxHint/> })}
                {context::policy_allows(|policy| policy.local_accounts).then(|| view! { <LocalForm message/> })}
            </section>
            <AnnounceSignedOut/>
        </Layout>
    }
    .into_any()
}

/// What a newcomer without credentials needs to know.
#[component]
fn SandboxHint() -> impl IntoView {
    view! {
        <aside class="hint" aria-label="Sandbox">
            <p>"This dashboard runs on its own sandbox, with made-up people. Sign in with Timeback as "<code>"student@example.com"</code>" with the password "<code>"sandbox"</code>". E-mails aren't sent; find them in the "<a href="/_mailbox">"mailbox"</a>"."</p>
            <p>"For developers: "<a href="/examples">"the hooks at work"</a>", and "<a href="/docs">"the HTTP API"</a>"."</p>
        </aside>
    }
}
