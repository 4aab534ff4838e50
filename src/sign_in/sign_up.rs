use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{form_message::message_from_query, load};
use crate::{
    server::context,
    ui::{Field, Layout, Summary},
    viewer::{use_current_user, use_language},
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
    let text = use_language().messages();
    let message = message_from_query();

    view! {
        <Layout title=text.sign_up_title()>
            <section class="notice">
                <h1>{text.sign_up_title()}</h1>
                <Summary message=message.clone()/>
                <p>{text.sign_up_address()}</p>
                <form class="form" method="post" action="/sign-up" novalidate>
                    <Field name="email" label=text.sign_in_email() kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
                    <Field name="password" label=text.sign_in_new_password() kind="password" autocomplete="new-password" note=text.sign_in_new_password_note() message/>
                    <div class="ways"><button>{text.sign_up_submit()}</button></div>
                </form>
                <p class="ways">{text.sign_up_have_one()}<a href="/">{text.sign_in_submit()}</a></p>
            </section>
        </Layout>
    }
    .into_any()
}
