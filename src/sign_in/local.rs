use leptos::prelude::*;

use super::load;
use crate::{
    server::context,
    ui::{Field, FormMessage},
};
use identity::AuthPolicy;

/// The way in by an account here: a password, or a mailed code.
#[component]
pub fn LocalForm(message: Option<FormMessage>) -> impl IntoView {
    view! {
        <section class="card local" aria-labelledby="local">
            <h2 id="local">"Or use your account here"</h2>
            <form class="form" method="post" action="/sign-in" novalidate>
                <Field name="email" label="E-mail address" kind="email" autocomplete="username" value=load::typed_email() message=message.clone()/>
                <Field name="password" label="Password" kind="password" autocomplete="current-password" message/>
                <div class="ways">
                    <button>"Sign in"</button>
                    {context::policy_allows(AuthPolicy::takes_mailed_codes).then(|| view! { <button class="quiet" formaction="/sign-in/code">"E-mail me a code"</button> })}
                </div>
            </form>
            <ul class="ways">
                {context::policy_allows(AuthPolicy::takes_mailed_codes).then(|| view! { <li><a href="/recover">"I forgot my password"</a></li> })}
                {context::policy_allows(AuthPolicy::can_sign_up).then(|| view! { <li><a href="/sign-up">"Create an account"</a></li> })}
            </ul>
        </section>
    }
}
