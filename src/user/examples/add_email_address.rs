use leptos::{prelude::*, task::spawn_local};

use crate::user::{UseUserReturn, use_user};

/// Adds an e-mail address to the account, and mails a code to it.
#[component]
pub fn AddEmailAddress() -> impl IntoView {
    let UseUserReturn {
        user, is_signed_in, ..
    } = use_user();
    let (email, outcome) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move || {
        let Some(user) = user.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let added = user.create_email_address(&email.get_untracked()).await;
            let mailed = match added {
                Ok(address) => user.prepare_email_address_verification(&address.id).await,
                Err(error) => Err(error),
            };
            outcome.set(match mailed {
                Ok(address) => format!("We e-mailed a code to {}.", address.email_address),
                Err(error) => error.to_string(),
            });
        });
    };

    view! {
        <form class="form" on:submit=move |event| { event.prevent_default(); add(); }>
            <div class="field">
                <label for="example_email">"New e-mail address"</label>
                <input id="example_email" type="email" autocomplete="email" bind:value=email/>
            </div>
            <button disabled=move || !is_signed_in.get()>"Add address"</button>
            <p role="status">{outcome}</p>
        </form>
    }
}
