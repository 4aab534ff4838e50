use leptos::prelude::*;

use super::{
    Flash, Section,
    flash::{is_unfinished, message},
    setting::{Edit, Setting},
};
use crate::{ui::FormMessage, viewer::use_language};

/// The user's picture, or the initials that stand for it.
#[component]
pub fn Picture(
    /// The path of the picture or the initials.
    path: String,
    /// Whether the user has a picture.
    has_picture: bool,
    flash: Option<Flash>,
) -> impl IntoView {
    let text = use_language().messages();
    let message = message(flash.as_ref(), text);
    let is_open = is_unfinished(flash.as_ref());
    let (alt, action) = if has_picture {
        (text.account_picture_yours(), text.account_picture_change())
    } else {
        (text.account_picture_initials(), text.account_picture_add())
    };
    let value =
        view! { <img class="portrait" src=path width="64" height="64" alt=alt/> }.into_any();

    view! {
        <Setting section=Section::Picture title=text.account_picture() message=message.clone()>
            <Edit value action is_open>
                <Upload message/>
                {has_picture.then(|| view! {
                    <form method="post" action="/account/picture/remove"><button class="quiet">{text.account_picture_remove()}</button></form>
                })}
            </Edit>
        </Setting>
    }
}

#[component]
fn Upload(message: Option<FormMessage>) -> impl IntoView {
    let text = use_language().messages();
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
                <label for="file">{text.account_picture_new()}</label>
                <p class="soft" id="file-note">{text.account_picture_note()}</p>
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
            <button>{text.account_picture_save()}</button>
        </form>
    }
}
