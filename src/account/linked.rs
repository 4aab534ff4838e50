use leptos::prelude::*;

use super::date_time::DateTime;
use identity::{LinkedIdentity, OwnAccount, Provider};

/// Whether Timeback vouches for the user.
#[component]
pub fn LinkedSignIns(own: OwnAccount) -> impl IntoView {
    let linked: Vec<_> = own
        .account
        .identities
        .into_iter()
        .filter(|identity| identity.provider == Provider::Timeback)
        .collect();
    let body = if linked.is_empty() {
        view! { <p>"None. You don't use Timeback to sign in."</p> }.into_any()
    } else {
        let entries = linked
            .into_iter()
            .map(|identity| view! { <Linked identity/> });
        view! { <ul class="entries">{entries.collect_view()}</ul> }.into_any()
    };

    view! {
        <section class="card" aria-labelledby="linked">
            <h2 id="linked">"Linked sign-ins"</h2>
            {body}
        </section>
    }
}

#[component]
fn Linked(identity: LinkedIdentity) -> impl IntoView {
    let name = match identity.provider {
        Provider::Email => "E-mail",
        Provider::Timeback => "Timeback",
        Provider::External(provider) => provider.name(),
    };
    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="soft"><span dir="auto">{identity.email}</span>", last used "<DateTime at=identity.last_sign_in_at/></p>
            </div>
        </li>
    }
}
