use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{
    about::About, external::ExternalSignIns, form_message::message_from_query, load,
    local::LocalForm, sandbox_people::SandboxPeople,
};
use crate::{
    server::context,
    ui::{Layout, Summary},
    viewer::{AnnounceSignedOut, use_current_user, use_language},
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
    let text = use_language().messages();
    let message = message_from_query();
    let has_people = context::is_sandbox();

    view! {
        <Layout title=text.sign_in_title()>
            <div class="sign-in" class:has-people=has_people>
                <section class="welcome" aria-labelledby="welcome">
                    <h1 id="welcome">{text.sign_in_welcome()}</h1>
                    <p>{text.sign_in_welcome_what()}</p>
                    <Summary message=message.clone()/>
                    <ReturnNote/>
                    <p><a class="button" href="/api/timeback/identity/signin">{text.sign_in_with_timeback()}</a></p>
                    <ExternalSignIns/>
                </section>
                {has_people.then(|| view! { <SandboxPeople/> })}
                {context::policy_allows(|policy| policy.local_accounts).then(|| view! { <LocalForm message/> })}
                <About/>
            </div>
            <AnnounceSignedOut/>
        </Layout>
    }
    .into_any()
}

/// Tells a visitor who was led here from another page what comes next.
#[component]
fn ReturnNote() -> impl IntoView {
    context::return_path().map(|_| {
        let text = use_language().messages();
        view! { <p class="soft">{text.sign_in_then_on()}</p> }
    })
}
