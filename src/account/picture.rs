use leptos::prelude::*;

use super::{Flash, flash::message};
use crate::ui::Summary;

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
    let error = message.and_then(|message| message.for_field("file"));
    let described = if error.is_some() {
        "file-trouble file-note"
    } else {
        "file-note"
    };

    view! {
        <section class="card" aria-labelledby="picture">
            <h2 id="picture">"Picture"</h2>
            <Summary message/>
            <div class="portrait">
                <img src=path width="96" height="96" alt=if has_picture { "Your picture" } else { "Your initials" }/>
                <form class="form" method="post" action="/account/picture" enctype="multipart/form-data" novalidate>
                    <div class="field">
                        <label for="file">{if has_picture { "New picture" } else { "Add a picture" }}</label>
                        <p class="soft" id="file-note">"PNG, JPEG, WebP or GIF, up to 2 MB. We keep the square in the middle."</p>
                        {error.map(|error| view! { <p class="trouble" id="file-trouble">{error}</p> })}
                        <input
                            id="file"
                            name="file"
                            type="file"
                            accept="image/png,image/jpeg,image/webp,image/gif"
                            required
                            autofocus=error.is_some()
                            aria-describedby=described
                            aria-invalid=error.map(|_| "true")
                        />
                    </div>
                    <button>"Save picture"</button>
                </form>
            </div>
            {has_picture.then(|| view! {
                <form class="form" method="post" action="/account/picture/remove">
                    <button class="quiet">"Remove picture"</button>
                </form>
            })}
        </section>
    }
}
