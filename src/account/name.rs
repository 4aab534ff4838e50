use leptos::prelude::*;

use super::{
    Notice,
    notice::{told, typed},
};
use crate::ui::{Field, Summary};
use identity::OwnAccount;

/// The user's name.
#[component]
pub fn Name(own: OwnAccount, notice: Option<Notice>) -> impl IntoView {
    let told = told(notice.as_ref());
    let first = typed(notice.as_ref(), "first_name").unwrap_or(own.first_name);
    let last = typed(notice.as_ref(), "last_name").unwrap_or(own.last_name);

    view! {
        <section class="card" aria-labelledby="name">
            <h2 id="name">"Profile"</h2>
            <Summary told/>
            <form class="form" method="post" action="/account/name" novalidate>
                <Field name="first_name" label="First name" autocomplete="given-name" capitals="words" value=first is_optional=true told/>
                <Field name="last_name" label="Last name" autocomplete="family-name" capitals="words" value=last is_optional=true told/>
                <button>"Save name"</button>
            </form>
        </section>
    }
}
