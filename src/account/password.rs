use leptos::prelude::*;

use super::{
    Flash, Section,
    date_time::DateTime,
    flash::{is_unfinished, message},
    setting::{Edit, Setting},
};
use crate::{
    ui::{Field, sentence},
    viewer::use_language,
};
use identity::OwnAccount;

/// The user's password: the first one, or another one.
#[component]
pub fn PasswordForm(own: OwnAccount, flash: Option<Flash>) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let is_open = is_unfinished(flash.as_ref());
    let username = own.account.email.as_ref().map_or("", |it| it.as_str());
    let username = username.to_owned();
    let has_password = own.password_changed_at.is_some();
    let (value, action) = match own.password_changed_at {
        Some(at) => {
            let set_on = text.account_password_set_on();
            let value = sentence(set_on.s0, view! { <DateTime at/> }, set_on.s1);
            (value.into_any(), text.account_password_change())
        }
        None => (
            text.account_not_set().into_any(),
            text.account_password_set(),
        ),
    };

    view! {
        <Setting section=Section::Password title=text.account_password() message=message.clone()>
            <Edit value action is_open>
                <form class="form" method="post" action="/account/password" novalidate>
                    // Password managers file a new password under this.
                    <input type="text" name="username" autocomplete="username" value=username hidden/>
                    {has_password.then(|| view! {
                        <Field name="current_password" label=text.account_password_current() kind="password" autocomplete="current-password" message=message.clone()/>
                    })}
                    <Field name="new_password" label=text.account_password_new() kind="password" autocomplete="new-password" note=text.account_password_note() message/>
                    <button>{text.account_password_save()}</button>
                </form>
            </Edit>
        </Setting>
    }
}
