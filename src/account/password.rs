use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::{is_unfinished, message},
    setting::{Edit, Setting},
};
use crate::ui::Field;
use identity::OwnAccount;

/// The user's password: the first one, or another one.
#[component]
pub fn PasswordForm(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let message = message(flash.as_ref());
    let is_open = is_unfinished(flash.as_ref());
    let username = own.account.email.as_ref().map_or("", |it| it.as_str());
    let username = username.to_owned();
    let has_password = own.password_changed_at.is_some();
    let (value, action) = match own.password_changed_at {
        Some(at) => (
            view! { "Set on "<DateTime at/> }.into_any(),
            "Change password",
        ),
        None => ("Not set".into_any(), "Set a password"),
    };

    view! {
        <Setting section=Section::Password title="Password" message=message.clone()>
            <Edit value action is_open>
                <form class="form" method="post" action="/account/password" novalidate>
                    // Password managers file a new password under this.
                    <input type="text" name="username" autocomplete="username" value=username hidden/>
                    {has_password.then(|| view! {
                        <Field name="current_password" label="Current password" kind="password" autocomplete="current-password" message=message.clone()/>
                    })}
                    <Field name="new_password" label="New password" kind="password" autocomplete="new-password" note="At least 8 characters. Your other devices will be signed out." message/>
                    <button>"Save password"</button>
                </form>
            </Edit>
        </Setting>
    }
}
