use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_query_map};

use crate::{
    server::context,
    ui::Layout,
    viewer::{AnnounceSignedOut, use_viewer},
};

/// `/`: the way in, or on to the profile for who is in already.
#[component]
pub fn SignInPage() -> impl IntoView {
    if use_viewer().is_some() {
        return view! { <Redirect path="/profile"/> }.into_any();
    }
    let trouble =
        use_query_map().with_untracked(|query| query.get("error").map(|code| explanation(&code)));

    view! {
        <Layout title="Sign in">
            <section class="sign-in">
                <h1>"How far are you today?"</h1>
                <p>"Your XP, your goals and your courses, at a glance."</p>
                {trouble.map(|trouble| view! { <p class="trouble" role="alert">{trouble}</p> })}
                <p><a class="button" href="/api/timeback/identity/signin">"Sign in with Timeback"</a></p>
                {context::is_sandbox().then(|| view! { <SandboxHint/> })}
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
            <p>"This dashboard runs against its own sandbox, with invented people. Sign in as "<code>"student@example.com"</code>" with the password "<code>"sandbox"</code>"."</p>
        </aside>
    }
}

/// Why a sign-in did not come about, in fixed words: the code comes from the address bar, where anybody can write.
fn explanation(code: &str) -> &'static str {
    match code {
        "cancelled" => "You did not finish signing in. You can try again.",
        "not_linked" => {
            "Then please sign in with the account that is yours, or ask your teacher who has the other one."
        }
        "banned" => "This account is blocked. Please ask your teacher.",
        "expired" => "That took too long, or began in another browser. Please sign in again.",
        "no_email" => {
            "Your account has no confirmed e-mail address, so we cannot find you in Timeback. Please ask your teacher."
        }
        "unavailable" => {
            "Timeback's sign-in is not answering right now. Please try again in a moment."
        }
        _ => "Signing in did not work. Please try again.",
    }
}
