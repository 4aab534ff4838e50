use leptos::prelude::*;

/// What this dashboard is, for schools and for developers.
#[component]
pub fn About() -> impl IntoView {
    view! {
        <div class="about">
            <section aria-labelledby="schools">
                <h2 id="schools">"For schools"</h2>
                <p>"Host this dashboard on your own server: the accounts are yours. No ads, no trackers."</p>
            </section>
            <section aria-labelledby="developers">
                <h2 id="developers">"For developers"</h2>
                <p>"Put Timeback and accounts in your own app."</p>
                <ul class="ways">
                    <li><a href="/examples">"Examples"</a></li>
                    <li><a href="/docs">"HTTP API"</a></li>
                </ul>
            </section>
        </div>
    }
}
