use leptos::prelude::*;

use crate::viewer::use_language;

/// An error in the place of content that could not be loaded, with a link to try again. The rest of the page stays.
#[component]
pub fn LoadError(
    /// Why, in fixed words.
    why: String,
) -> impl IntoView {
    let text = use_language().messages();

    view! {
        <div class="loaded">
            <p class="trouble" role="alert">{why}</p>
            // The address of this very page.
            <p class="ways"><a class="button" href="">{text.try_again()}</a><a href="/">{text.go_to_start()}</a></p>
        </div>
    }
}
