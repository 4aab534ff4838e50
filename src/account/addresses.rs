use leptos::prelude::*;

use super::{
    Flash,
    flash::{message, typed},
    load::OwnAddresses,
};
use crate::{
    server::context,
    ui::{Field, FormMessage, Summary},
};
use identity::{AuthPolicy, EmailAddress};

/// All addresses of the user: they sign in with each confirmed one.
#[component]
pub fn Addresses(own: OwnAddresses, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let waiting = own
        .all
        .iter()
        .find(|it| Some(&it.id) == own.waiting.as_ref());
    let code = waiting
        .cloned()
        .map(|address| view! { <Code address message/> });
    let typed = typed(flash.as_ref(), "email").unwrap_or_default();
    let adds = context::policy_allows(AuthPolicy::takes_new_addresses);

    view! {
        <section class="card" aria-labelledby="addresses">
            <h2 id="addresses">"All your addresses"</h2>
            <Summary message/>
            <p>"You can sign in with each address that is confirmed. We write to your main one."</p>
            <ul class="entries">{own.all.into_iter().map(|address| view! { <Address address/> }).collect_view()}</ul>
            {code}
            {adds.then(|| view! { <Add typed message/> })}
        </section>
    }
}

#[component]
fn Address(address: EmailAddress) -> impl IntoView {
    let email = address.email.as_str().to_owned();
    let is_verified = address.verified_at.is_some();
    let state = match (address.is_primary, is_verified) {
        (true, true) => "Main address",
        (true, false) => "Main address, not confirmed yet",
        (false, true) => "Confirmed",
        (false, false) => "Not confirmed yet",
    };
    let mails = address.is_own && !is_verified && context::policy_allows(|policy| policy.has_mail);
    let leads = address.is_own && is_verified && !address.is_primary;
    let goes = !address.is_primary && !address.is_vouched_for;
    let origin = if address.is_vouched_for {
        ", from your Timeback sign-in"
    } else {
        ""
    };
    let id = address.id;
    let act = |action, words, label: String| {
        let id = id.clone();
        view! { <Act action words label id/> }
    };

    view! {
        <li>
            <div>
                <strong dir="auto">{email.clone()}</strong>
                <p class="soft">{format!("{state}{origin}")}</p>
            </div>
            <div class="ways">
                {mails.then(|| act("/account/addresses/mail", "E-mail a code", format!("E-mail a code to {email}")))}
                {leads.then(|| act("/account/addresses/primary", "Make main", format!("Make {email} your main address")))}
                {goes.then(|| act("/account/addresses/remove", "Remove", format!("Remove {email}")))}
            </div>
        </li>
    }
}

/// A button that does something with one address.
#[component]
fn Act(
    action: &'static str,
    words: &'static str,
    /// What is read aloud, which names the address.
    label: String,
    /// The address's identifier.
    id: String,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input r#type="hidden" name="address" value=id/>
            <button class="quiet" aria-label=label>{words}</button>
        </form>
    }
}

/// Waits for the code that was mailed to an address.
#[component]
fn Code(address: EmailAddress, message: Option<FormMessage>) -> impl IntoView {
    view! {
        <form class="form" method="post" action="/account/addresses/code" novalidate>
            <p>"We e-mailed a code to "<strong dir="auto">{address.email.as_str().to_owned()}</strong>"."</p>
            <input r#type="hidden" name="address" value=address.id/>
            <Field name="code" id="address_code" label="Code we e-mailed" inputmode="numeric" autocomplete="one-time-code" message/>
            <button>"Confirm address"</button>
        </form>
    }
}

#[component]
fn Add(typed: String, message: Option<FormMessage>) -> impl IntoView {
    let note = if context::policy_allows(|policy| policy.autoconfirm) {
        "You can sign in with it right away."
    } else {
        "We'll e-mail a code to it. Once you enter the code, you can sign in with it, too."
    };
    view! {
        <form class="form" method="post" action="/account/addresses" novalidate>
            <Field name="email" id="another_email" label="Another e-mail address" kind="email" autocomplete="email" value=typed note message/>
            <button>"Add address"</button>
        </form>
    }
}
