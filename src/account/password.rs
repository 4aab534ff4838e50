use leptos::prelude::*;

use super::{Flash, date_time::DateTime, flash::message};
use crate::ui::{Field, Summary};
use identity::OwnAccount;

/// The user's password: the first one, or another one.
#[component]
pub fn PasswordForm(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let username = own.account.email.as_ref().map_or("", |it| it.as_str());
    let username = username.to_owned();
    let has_password = own.password_changed_at.is_some();
    let state = match own.password_changed_at {
        Some(at) => view! { <p>"Set on "<DateTime at/>"."</p> }.into_any(),
        None => view! { <p>"You don't have one: you sign in with Timeback. With a password you can also sign in with your e-mail address."</p> }.into_any(),
    };
    let button = if has_password {
        "Change password"
    } else {
        "Set password"
    };

    view! {
        <section class="card" aria-labelledby="password">
            <h2 id="password">"Password"</h2>
            <Summary message/>
            {state}
            <form class="form" method="post" action="/account/password" novalidate>
                // Password managers file a new password under this.
                <input type="text" name="username" autocomplete="username" value=username hidden/>
                {has_password.then(|| view! {
                    <Field name="current_password" label="Current password" kind="password" autocomplete="current-password" message/>
                })}
                <Field name="new_password" label="New password" kind="password" autocomplete="new-password" note="At least 8 characters. Your other devices will be signed out." message/>
                <button>{button}</button>
            </form>
        </section>
    }
}
