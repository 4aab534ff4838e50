use leptos::prelude::*;

use crate::viewer::use_language;
use messages::Language;

/// The languages, each under its own name. Choosing one leads back to the page.
#[component]
pub fn LanguageForm() -> impl IntoView {
    let chosen = use_language();
    let others = Language::ALL.into_iter().map(|language| {
        let is_chosen = language == chosen;
        view! {
            <button
                class="quiet"
                name="language"
                value=language.tag()
                lang=language.tag()
                dir=language.direction()
                aria-current=is_chosen.then_some("true")
            >
                {language.language_name()}
            </button>
        }
    });

    view! {
        <form class="languages" method="post" action="/language" aria-label=chosen.messages().language()>
            {others.collect_view()}
        </form>
    }
}
