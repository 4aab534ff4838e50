use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{is_unfinished, message},
    setting::{Edit, Setting},
};
use crate::ui::FormMessage;

/// The user's picture, or the initials that stand for it.
#[component]
pub fn Picture(
    /// The path of the picture or the initials.
    path: String,
    /// Whether the user has a picture.
    has_picture: bool,
    flash: Option<Flash>,
) -> impl IntoView {
    let message = message(flash.as_ref());
    let is_open = is_unfinished(flash.as_ref());
    let (alt, action) = if has_picture {
        ("Your picture", "Change picture")
    } else {
        ("Your initials", "Add a picture")
    };
    let value =
        view! { <img class="portrait" src=path width="64" height="64" alt=alt/> }.into_any();

    view! {
        <Setting section=Section::Picture title="Picture" message=message.clone()>
            <Edit value action is_open>
                <Upload message/>
                {has_picture.then(|| view! {
                    <form method="post" action="/account/picture/remove"><button class="quiet">"Remove picture"</button></form>
                })}
            </Edit>
        </Setting>
    }
}

#[component]
fn Upload(message: Option<FormMessage>) -> impl IntoView {
    let error = message.and_then(|message| message.for_field("file"));
    let is_wrong = error.is_some();
    let described = if is_wrong {
        "file-trouble file-note"
    } else {
        "file-note"
    };
    view! {
        <form class="form" method="post" action="/account/picture" enctype="multipart/form-data" novalidate>
            <div class="field">
                <label for="file">"New picture"</label>
                <p class="soft" id="file-note">"PNG, JPEG, WebP or GIF, up to 2 MB. We keep the square in the middle."</p>
                {error.map(|error| view! { <p class="trouble" id="file-trouble">{error}</p> })}
                <input
                    id="file"
                    name="file"
                    type="file"
                    accept="image/png,image/jpeg,image/webp,image/gif"
                    required
                    autofocus=is_wrong
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                />
            </div>
            <button>"Save picture"</button>
        </form>
    }
}
