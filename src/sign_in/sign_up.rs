use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, Layout, Summary},
    viewer::use_current_user,
};
use identity::AuthPolicy;

/// `/sign-up`: a new account here.
#[component]
pub fn SignUpPage() -> impl IntoView {
    if use_current_user().is_some() {
        return view! { <Redirect path="/profile"/> }.into_any();
    }
    if !context::policy_allows(AuthPolicy::can_sign_up) {
        return view! { <Redirect path=load::closed_page()/> }.into_any();
    }
    let message = message_from_query();

    view! {
        <Layout title="Create an account">
            <section class="notice">
                <h1>"Create an account"</h1>
                <Summary message=message.clone()/>
                <p>"Use your school e-mail address, so your courses and XP show up."</p>
                <form class="form" method="post" action="/sign-up" novalidate>
                    <Field name="email" label="E-mail address" kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
                    <Field name="password" label="New password" kind="password" autocomplete="new-password" note="At least 8 characters. A few words are easy to remember and hard to guess." message/>
                    <div class="ways"><button>"Create account"</button></div>
                </form>
                <p class="ways">"Already have one?"<a href="/">"Sign in"</a></p>
            </section>
        </Layout>
    }
    .into_any()
}
