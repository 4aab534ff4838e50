use leptos::prelude::*;

use super::{
    Flash,
    date_time::DateTime,
    flash::{message, typed},
};
use crate::ui::{Field, Summary};
use identity::{Factor, OwnAccount};

/// The user's authenticator apps and backup codes.
#[component]
pub fn Factors(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let name = typed(flash.as_ref(), "factor_name").unwrap_or_else(|| "My phone".to_owned());
    let has_factor = own.has_factor();
    let (verified, waiting): (Vec<_>, Vec<_>) = own
        .account
        .factors
        .into_iter()
        .partition(|factor| factor.is_verified);

    view! {
        <section class="card" aria-labelledby="factor">
            <h2 id="factor">"Second factor"</h2>
            <Summary message/>
            <p>"An authenticator app shows a new code every 30 seconds. You enter it each time you sign in, so nobody can get in without it."</p>
            <ul class="entries">{verified.into_iter().map(|factor| view! { <App factor/> }).collect_view()}</ul>
            {has_factor.then(|| view! { <Codes left=own.backup_codes/> })}
            {(!waiting.is_empty()).then(|| view! {
                <p><a class="button" href="/account/enrol">"Finish setting up your app"</a></p>
            })}
            <form class="form" method="post" action="/account/factor" novalidate>
                <Field name="factor_name" label="Name of the app or device" autocomplete="off" capitals="sentences" value=name message/>
                <button>"Set up an authenticator app"</button>
            </form>
        </section>
    }
}

#[component]
fn App(factor: Factor) -> impl IntoView {
    let label = format!("Remove {}", factor.friendly_name);
    view! {
        <li>
            <div>
                <strong dir="auto">{factor.friendly_name}</strong>
                <p class="soft">"Set up on "<DateTime at=factor.created_at/></p>
            </div>
            <form method="post" action="/account/factor/remove">
                <input r#type="hidden" name="factor" value=factor.id/>
                <button class="quiet" aria-label=label>"Remove"</button>
            </form>
        </li>
    }
}

#[component]
fn Codes(left: usize) -> impl IntoView {
    view! {
        <form class="form" method="post" action="/account/backup-codes">
            <p>{format!("Backup codes left: {left}. Use one when you don't have your app.")}</p>
            <button class="quiet">"Get new backup codes"</button>
        </form>
    }
}
