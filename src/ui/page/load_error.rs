use leptos::prelude::*;

/// An error in the place of content that could not be loaded, with a link to try again. The rest of the page stays.
#[component]
pub fn LoadError(
    /// Why, in fixed words.
    why: String,
) -> impl IntoView {
    view! {
        <div class="loaded">
            <p class="trouble" role="alert">{why}</p>
            // The address of this very page.
            <p class="ways"><a class="button" href="">"Try again"</a><a href="/">"Go to the start page"</a></p>
        </div>
    }
}
