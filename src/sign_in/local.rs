use leptos::prelude::*;

use super::load;
use crate::{
    server::context,
    ui::{Field, FormMessage},
    viewer::use_language,
};
use identity::AuthPolicy;

/// The way in by an account here: a password, or a mailed code.
#[component]
pub fn LocalForm(message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <section class="card local" aria-labelledby="local">
            <h2 id="local">{text.sign_in_local()}</h2>
            <form class="form" method="post" action="/sign-in" novalidate>
                <Field name="email" label=text.sign_in_email() kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
                <Field name="password" label=text.sign_in_password() kind="password" autocomplete="current-password" message/>
                <div class="ways">
                    <button>{text.sign_in_submit()}</button>
                    {context::policy_allows(AuthPolicy::takes_mailed_codes).then(|| view! { <button class="quiet" formaction="/sign-in/code">{text.sign_in_mail_code()}</button> })}
                </div>
            </form>
            <ul class="ways">
                {context::policy_allows(AuthPolicy::takes_mailed_codes).then(|| view! { <li><a href="/recover">{text.sign_in_forgot()}</a></li> })}
                {context::policy_allows(AuthPolicy::can_sign_up).then(|| view! { <li><a href="/sign-up">{text.sign_up_title()}</a></li> })}
            </ul>
        </section>
    }
}
