use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{message, typed},
    setting::{Edit, Setting},
};
use crate::ui::Field;

/// The user's name.
#[component]
pub fn Name(
    /// The first name, or "".
    first: String,
    /// The last name, or "".
    last: String,
    flash: Option<Flash>,
) -> impl IntoView {
    let message = message(flash.as_ref());
    let name = format!("{first} {last}").trim().to_owned();
    let (value, action) = if name.is_empty() {
        ("Not set".into_any(), "Add your name")
    } else {
        let value = view! { <strong dir="auto">{name}</strong> };
        (value.into_any(), "Change name")
    };
    let typed = |field| typed(flash.as_ref(), field);
    let is_open = typed("first_name").is_some();
    let first = typed("first_name").unwrap_or(first);
    let last = typed("last_name").unwrap_or(last);

    view! {
        <Setting section=Section::Name title="Name" message=message.clone()>
            <Edit value action is_open>
                <form class="form" method="post" action="/account/name" novalidate>
                    <Field name="first_name" label="First name" autocomplete="given-name" capitals="words" value=first is_optional=true message=message.clone()/>
                    <Field name="last_name" label="Last name" autocomplete="family-name" capitals="words" value=last is_optional=true message/>
                    <button>"Save name"</button>
                </form>
            </Edit>
        </Setting>
    }
}
