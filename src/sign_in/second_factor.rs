use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, Layout, Summary},
};

/// `/second-factor`: what is asked of who has an authenticator app, before they are let in.
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    if !load::awaits_second_factor() {
        return view! { <Redirect path="/"/> }.into_any();
    }
    let message = message_from_query();

    view! {
        <Layout title="Second factor">
            <section class="notice">
                <h1>"One more step"</h1>
                <Summary message/>
                <p>"Open your authenticator app and enter the code it shows."</p>
                <form class="form" method="post" action="/second-factor" novalidate>
                    <Field name="code" label="Code" autocomplete="one-time-code" is_first=true note="Six digits. If you don't have your device, enter one of your backup codes." message/>
                    <div class="ways"><button>"Sign in"</button></div>
                </form>
                <form method="post" action=context::sign_out_path()>
                    <button class="quiet">"Sign in as someone else"</button>
                </form>
            </section>
        </Layout>
    }
    .into_any()
}
