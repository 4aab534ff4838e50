use leptos::prelude::*;

use super::{
    Notice,
    field::{Field, Told},
    moment::Moment,
};
use crate::identity::OwnAccount;

/// The user's password: the first one, or another one.
#[component]
pub fn PasswordForm(own: OwnAccount, notice: Option<Notice>) -> impl IntoView {
    let username = own.account.email.as_ref().map_or("", |it| it.as_str());
    let username = username.to_owned();
    let has_password = own.password_changed_at.is_some();
    let state = match own.password_changed_at {
        Some(at) => view! { <p>"Set on "<Moment at/>"."</p> }.into_any(),
        None => view! { <p>"You have none: you sign in with Timeback. With a password you can also sign in with your e-mail address."</p> }.into_any(),
    };
    let button = if has_password {
        "Change password"
    } else {
        "Set password"
    };

    view! {
        <section class="card" aria-labelledby="password">
            <h2 id="password">"Password"</h2>
            <Told notice=notice.clone()/>
            {state}
            <form method="post" action="/account/password">
                // Password managers file a new password under this.
                <input class="hidden" name="username" autocomplete="username" value=username readonly tabindex="-1" aria-hidden="true"/>
                {has_password.then(|| view! {
                    <Field name="current_password" label="Current password" kind="password" autocomplete="current-password" notice=notice.clone()/>
                })}
                <Field name="new_password" label="New password" kind="password" autocomplete="new-password" notice=notice.clone()/>
                <p class="soft">"At least 8 characters. Your other devices are signed out."</p>
                <button>{button}</button>
            </form>
        </section>
    }
}
