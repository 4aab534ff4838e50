use leptos::prelude::*;

use super::{
    Flash,
    flash::{message, typed},
};
use crate::ui::{Field, Summary};
use identity::OwnAccount;

/// The user's name.
#[component]
pub fn Name(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let first = typed(flash.as_ref(), "first_name").unwrap_or(own.first_name);
    let last = typed(flash.as_ref(), "last_name").unwrap_or(own.last_name);

    view! {
        <section class="card" aria-labelledby="name">
            <h2 id="name">"Profile"</h2>
            <Summary message/>
            <form class="form" method="post" action="/account/name" novalidate>
                <Field name="first_name" label="First name" autocomplete="given-name" capitals="words" value=first is_optional=true message/>
                <Field name="last_name" label="Last name" autocomplete="family-name" capitals="words" value=last is_optional=true message/>
                <button>"Save name"</button>
            </form>
        </section>
    }
}
