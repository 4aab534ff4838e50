use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{message, typed},
    setting::{Edit, Setting},
};
use crate::{ui::Field, viewer::use_language};

/// The user's name.
#[component]
pub fn Name(
    /// The first name, or "".
    first: String,
    /// The last name, or "".
    last: String,
    flash: Option<Flash>,
) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let name = format!("{first} {last}").trim().to_owned();
    let (value, action) = if name.is_empty() {
        (text.account_not_set().into_any(), text.account_name_add())
    } else {
        let value = view! { <strong dir="auto">{name}</strong> };
        (value.into_any(), text.account_name_change())
    };
    let typed = |field| typed(flash.as_ref(), field);
    let is_open = typed("first_name").is_some();
    let first = typed("first_name").unwrap_or(first);
    let last = typed("last_name").unwrap_or(last);

    view! {
        <Setting section=Section::Name title=text.account_name() message=message.clone()>
            <Edit value action is_open>
                <form class="form" method="post" action="/account/name" novalidate>
                    <Field name="first_name" label=text.account_first_name() autocomplete="given-name" capitals="words" value=first is_optional=true message=message.clone()/>
                    <Field name="last_name" label=text.account_last_name() autocomplete="family-name" capitals="words" value=last is_optional=true message/>
                    <button>{text.account_name_save()}</button>
                </form>
            </Edit>
        </Setting>
    }
}

/// The user's username, which the school gives.
#[component]
pub fn Username(
    /// The username.
    username: String,
) -> impl IntoView {
    view! {
        <section class="setting" aria-labelledby="username">
            <h2 id="username">{use_language().messages().account_username()}</h2>
            <div class="state"><strong dir="auto">{username}</strong></div>
        </section>
    }
}
