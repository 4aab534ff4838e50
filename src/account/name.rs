use leptos::prelude::*;

use super::{
    Notice,
    moment::Moment,
    notice::{told, typed},
};
use crate::{
    identity::OwnAccount,
    ui::{Field, Summary},
};

/// The user's name, and in few words what is kept of them.
#[component]
pub fn NameAndHoldings(own: OwnAccount, notice: Option<Notice>) -> impl IntoView {
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
            <h3>"What we keep of you"</h3>
            <ul class="facts">
                <li>"Your name and e-mail address, and how you sign in."</li>
                <li>"Where you are signed in: device, network address, and when you were last here. Gone 30 days after the session ends."</li>
                <li>"What happened to your account, such as sign-ins and changes. Gone after a year."</li>
                <li>"Your courses and XP stay with Timeback; we only show them."</li>
            </ul>
            <p class="soft">"Your account was made on "<Moment at=own.account.created_at/>"."</p>
        </section>
    }
}
