use leptos::prelude::*;

use crate::viewer::use_language;

/// What this dashboard is, for schools and for developers.
#[component]
pub fn About() -> impl IntoView {
    let text = use_language().messages();

    view! {
        <div class="about">
            <section aria-labelledby="schools">
                <h2 id="schools">{text.about_schools()}</h2>
                <p>{text.about_schools_what()}</p>
            </section>
            <section aria-labelledby="developers">
                <h2 id="developers">{text.about_developers()}</h2>
                <p>{text.about_developers_what()}</p>
                <ul class="ways">
                    <li><a href="/examples">{text.about_examples()}</a></li>
                    <li><a href="/docs">{text.about_api()}</a></li>
                </ul>
            </section>
        </div>
    }
}
